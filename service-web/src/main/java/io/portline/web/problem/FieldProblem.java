package io.portline.web.problem;

import java.util.List;
import java.util.Objects;

/**
 * One fault of a request, and where it is.
 *
 * @param place which part of the request {@code location} speaks of
 * @param location a JSON Pointer (RFC 6901; empty for the whole body), or the name of a parameter, header or part
 * @param code stable, for programs, e.g. {@code REQUIRED}
 * @param detail for people, in the language of the answer; when empty, the text with the key {@code field.<code>} is
 *     put in its place
 * @param arguments what the text with that key speaks of; never a secret
 */
public record FieldProblem(Place place, String location, String code, String detail, List<Object> arguments) {

    /** The parts of a request that can be at fault. */
    public enum Place {
        POINTER("pointer"),
        PARAMETER("parameter"),
        HEADER("header"),
        PART("part");

        private final String member;

        Place(String member) {
            this.member = member;
        }

        /** The name of the member that carries the location in the problem's JSON. */
        public String member() {
            return member;
        }
    }

    public FieldProblem {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(detail, "detail");
        if (code.isBlank()) {
            throw new IllegalArgumentException("A fault needs a code");
        }
        if (place == Place.POINTER && !location.isEmpty() && !location.startsWith("/")) {
            throw new IllegalArgumentException("Not a JSON Pointer: " + location);
        }
        arguments = List.copyOf(arguments);
    }

    /** A fault in the body whose text is at hand. */
    public FieldProblem(String pointer, String code, String detail) {
        this(Place.POINTER, pointer, code, detail, List.of());
    }

    /** A fault in the body whose text is looked up as {@code field.<code>}. */
    public static FieldProblem of(String pointer, String code, Object... arguments) {
        return new FieldProblem(Place.POINTER, pointer, code, "", List.of(arguments));
    }

    /** A fault of a query parameter whose text is looked up as {@code field.<code>}. */
    public static FieldProblem parameter(String name, String code, Object... arguments) {
        return new FieldProblem(Place.PARAMETER, name, code, "", List.of(arguments));
    }

    /** A fault of a header whose text is looked up as {@code field.<code>}. */
    public static FieldProblem header(String name, String code, Object... arguments) {
        return new FieldProblem(Place.HEADER, name, code, "", List.of(arguments));
    }

    /** A fault of a part of a multipart request whose text is looked up as {@code field.<code>}. */
    public static FieldProblem part(String name, String code, Object... arguments) {
        return new FieldProblem(Place.PART, name, code, "", List.of(arguments));
    }

    /** The JSON Pointer; empty where the fault is not in the body. */
    public String pointer() {
        return place == Place.POINTER ? location : "";
    }

    FieldProblem withDetail(String text) {
        return new FieldProblem(place, location, code, text, arguments);
    }
}
