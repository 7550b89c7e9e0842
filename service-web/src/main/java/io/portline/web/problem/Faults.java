package io.portline.web.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what Bean Validation found into faults with JSON Pointers and stable codes. */
public final class Faults {

    // A constraint may name its own code: message = "{field.POSTAL_CODE}".
    private static final Pattern OWN_CODE = Pattern.compile("\\{field\\.([A-Z][A-Z0-9_]*)}");

    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("NotNull", "REQUIRED"),
            Map.entry("NotBlank", "REQUIRED"),
            Map.entry("NotEmpty", "REQUIRED"),
            Map.entry("Null", "NOT_ALLOWED"),
            Map.entry("Size", "SIZE"),
            Map.entry("Length", "SIZE"),
            Map.entry("Pattern", "FORMAT"),
            Map.entry("Email", "FORMAT"),
            Map.entry("URL", "FORMAT"),
            Map.entry("UUID", "FORMAT"),
            Map.entry("Digits", "FORMAT"),
            Map.entry("Min", "OUT_OF_RANGE"),
            Map.entry("Max", "OUT_OF_RANGE"),
            Map.entry("DecimalMin", "OUT_OF_RANGE"),
            Map.entry("DecimalMax", "OUT_OF_RANGE"),
            Map.entry("Range", "OUT_OF_RANGE"),
            Map.entry("Positive", "OUT_OF_RANGE"),
            Map.entry("PositiveOrZero", "OUT_OF_RANGE"),
            Map.entry("Negative", "OUT_OF_RANGE"),
            Map.entry("NegativeOrZero", "OUT_OF_RANGE"),
            Map.entry("Past", "OUT_OF_RANGE"),
            Map.entry("PastOrPresent", "OUT_OF_RANGE"),
            Map.entry("Future", "OUT_OF_RANGE"),
            Map.entry("FutureOrPresent", "OUT_OF_RANGE"),
            Map.entry("UniqueElements", "DUPLICATE"),
            Map.entry("AssertTrue", "MUST_BE_TRUE"),
            Map.entry("AssertFalse", "MUST_BE_FALSE"),
            Map.entry("typeMismatch", "INVALID_VALUE"));

    private Faults() {}

    /** A violation in a body. */
    public static FieldProblem of(ConstraintViolation<?> violation) {
        return fault(
                FieldProblem.Place.POINTER,
                pointer(violation.getPropertyPath()),
                violation
                        .getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName(),
                violation.getMessageTemplate(),
                violation.getMessage());
    }

    static FieldProblem ofBodyError(ObjectError error) {
        if (error.contains(ConstraintViolation.class)) {
            ConstraintViolation<?> violation = error.unwrap(ConstraintViolation.class);
            // The path of a method's violation begins with the method and the parameter; Spring's field does not.
            if (!(error instanceof FieldError field) || pointerEndsWith(violation.getPropertyPath(), field)) {
                return of(violation);
            }
        }
        String field = error instanceof FieldError named ? named.getField() : "";
        return at(FieldProblem.Place.POINTER, pointer(field), error);
    }

    static FieldProblem at(FieldProblem.Place place, String location, MessageSourceResolvable error) {
        String message = error.getDefaultMessage() == null ? "" : error.getDefaultMessage();
        String template = message;
        String constraint = "";
        if (error instanceof ObjectError object) {
            constraint = object.getCode() == null ? "" : object.getCode();
            if (object.contains(ConstraintViolation.class)) {
                template = object.unwrap(ConstraintViolation.class).getMessageTemplate();
            }
        } else {
            String[] codes = error.getCodes();
            if (codes != null && codes.length > 0) {
                constraint = codes[codes.length - 1];
            }
        }
        // Spring's own text of a failed conversion quotes the value and names our classes.
        return fault(place, location, constraint, template, constraint.equals("typeMismatch") ? "" : message);
    }

    private static FieldProblem fault(
            FieldProblem.Place place, String location, String constraint, String template, String message) {
        Matcher own = OWN_CODE.matcher(template);
        if (own.matches()) {
            return new FieldProblem(place, location, own.group(1), "", List.of());
        }
        String code = CODES.getOrDefault(constraint, upperSnake(constraint));
        return new FieldProblem(place, location, code, message, List.of());
    }

    private static boolean pointerEndsWith(Path path, FieldError field) {
        return pointer(path).equals(pointer(field.getField()));
    }

    /** The JSON Pointer of a property path, indexes and keys of maps included. */
    static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            // An element's index or key belongs to the node that follows its container.
            if (node.isInIterable()) {
                if (node.getIndex() != null) {
                    pointer.append('/').append(node.getIndex());
                } else if (node.getKey() != null) {
                    append(pointer, node.getKey().toString());
                }
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                append(pointer, node.getName());
            }
        }
        return pointer.toString();
    }

    /** The JSON Pointer of a bean path such as {@code contacts[2].email} or {@code fields[a.b]}. */
    static String pointer(String field) {
        StringBuilder pointer = new StringBuilder();
        StringBuilder name = new StringBuilder();
        boolean inBrackets = false;
        for (int at = 0; at < field.length(); at++) {
            char c = field.charAt(at);
            boolean ends = inBrackets ? c == ']' : c == '.' || c == '[';
            if (!ends) {
                name.append(c);
                continue;
            }
            if (!name.isEmpty()) {
                append(pointer, name.toString());
                name.setLength(0);
            }
            inBrackets = c == '[';
        }
        if (!name.isEmpty()) {
            append(pointer, name.toString());
        }
        return pointer.toString();
    }

    private static void append(StringBuilder pointer, String name) {
        pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }

    private static String upperSnake(String name) {
        return name.isEmpty()
                ? "INVALID_VALUE"
                : name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
