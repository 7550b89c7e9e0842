package io.portline.web.json;

import io.portline.web.problem.FieldProblem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.jsontype.TypeIdResolver;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Notes a fault and lets Jackson read on with nothing in its place, so that a caller learns of all faults of a body at
 * once. What was read is thrown away if there was any fault.
 */
final class FaultCollector extends DeserializationProblemHandler {

    // Jackson unboxes what it gets for these; what stands here is never seen by anybody.
    static final Map<Class<?>, Object> PLACEHOLDERS = Map.of(
            boolean.class,
            false,
            byte.class,
            (byte) 0,
            short.class,
            (short) 0,
            int.class,
            0,
            long.class,
            0L,
            float.class,
            0f,
            double.class,
            0d,
            char.class,
            '\0');

    @Override
    @SuppressWarnings("ReferenceEquality") // whether it is the same parser, not whether it reads the same
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable ValueDeserializer<?> deserializer,
            @Nullable Object beanOrClass,
            String name) {
        BodyFaults faults = faults(context);
        if (faults == null) {
            return false;
        }
        // For records Jackson buffers unknown members and reports them after the object's end.
        String pointer = parser == context.getParser() ? here(parser) : here(context) + segment(name);
        faults.add(FieldProblem.of(pointer, "UNKNOWN_PROPERTY"));
        parser.skipChildren();
        return true;
    }

    @Override
    public @Nullable Object handleWeirdKey(
            DeserializationContext context, Class<?> rawKeyType, String key, @Nullable String message) {
        return note(context, FieldProblem.of(here(context), "UNKNOWN_PROPERTY"), rawKeyType);
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
            DeserializationContext context, Class<?> type, String value, @Nullable String message) {
        String pointer = here(context);
        if (type.isEnum()) {
            String allowed =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
            return note(context, FieldProblem.of(pointer, "UNKNOWN_VALUE", allowed), type);
        }
        return note(context, FieldProblem.of(pointer, "INVALID_VALUE"), type);
    }

    @Override
    public @Nullable Object handleWeirdNumberValue(
            DeserializationContext context, Class<?> type, Number value, @Nullable String message) {
        return type.isEnum()
                ? note(context, FieldProblem.of(here(context), "WRONG_TYPE", "string"), type)
                : note(context, FieldProblem.of(here(context), "INVALID_VALUE"), type);
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
            DeserializationContext context,
            JavaType type,
            @Nullable JsonToken token,
            JsonParser parser,
            @Nullable String message) {
        if (token == null || faults(context) == null) {
            return NOT_HANDLED;
        }
        Object instead = note(context, FieldProblem.of(here(parser), "WRONG_TYPE", jsonType(type)), type.getRawClass());
        parser.skipChildren();
        return instead;
    }

    @Override
    public @Nullable Object handleNullForPrimitives(
            DeserializationContext context,
            Class<?> type,
            JsonParser parser,
            ValueDeserializer<?> deserializer,
            @Nullable String message) {
        return note(context, FieldProblem.of(here(context), "REQUIRED"), type);
    }

    @Override
    public @Nullable Object handleInstantiationProblem(
            DeserializationContext context, Class<?> type, @Nullable Object argument, Throwable cause) {
        BodyFaults faults = faults(context);
        if (faults == null) {
            return NOT_HANDLED;
        }
        faults.addUnlessConsequence(FieldProblem.of(here(context), "INVALID_VALUE"));
        return PLACEHOLDERS.get(type);
    }

    @Override
    public @Nullable Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> type,
            @Nullable ValueInstantiator instantiator,
            @Nullable JsonParser parser,
            @Nullable String message) {
        if (faults(context) == null) {
            return NOT_HANDLED;
        }
        JsonParser at = parser == null ? context.getParser() : parser;
        Object instead =
                note(context, FieldProblem.of(here(at), "WRONG_TYPE", jsonType(context.constructType(type))), type);
        at.skipChildren();
        return instead;
    }

    @Override
    public @Nullable JavaType handleUnknownTypeId(
            DeserializationContext context,
            JavaType baseType,
            String subTypeId,
            TypeIdResolver resolver,
            @Nullable String message) {
        return noteType(context, "UNKNOWN_VALUE");
    }

    @Override
    public @Nullable JavaType handleMissingTypeId(
            DeserializationContext context, JavaType baseType, TypeIdResolver resolver, @Nullable String message) {
        return noteType(context, "REQUIRED");
    }

    private static @Nullable JavaType noteType(DeserializationContext context, String code) {
        BodyFaults faults = faults(context);
        if (faults == null) {
            return null;
        }
        faults.add(FieldProblem.of(here(context), code, ""));
        return context.constructType(Void.class);
    }

    private static @Nullable Object note(DeserializationContext context, FieldProblem fault, Class<?> type) {
        BodyFaults faults = faults(context);
        if (faults == null) {
            return NOT_HANDLED;
        }
        faults.add(fault);
        return PLACEHOLDERS.get(type);
    }

    private static @Nullable BodyFaults faults(DeserializationContext context) {
        return context.getAttribute(BodyFaults.class) instanceof BodyFaults faults ? faults : null;
    }

    private static String here(DeserializationContext context) {
        return here(context.getParser());
    }

    private static String here(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    static String segment(String name) {
        return JsonPointer.empty().appendProperty(name).toString();
    }

    /** What JSON calls a type: said to callers instead of the names of our classes. */
    static String jsonType(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == boolean.class || raw == Boolean.class) {
            return "boolean";
        }
        if (raw == int.class
                || raw == long.class
                || raw == short.class
                || raw == byte.class
                || raw == Integer.class
                || raw == Long.class
                || raw == Short.class
                || raw == Byte.class
                || raw == BigInteger.class) {
            return "integer";
        }
        if (raw == double.class
                || raw == float.class
                || Number.class.isAssignableFrom(raw)
                || raw == BigDecimal.class) {
            return "number";
        }
        if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            return "array";
        }
        if (CharSequence.class.isAssignableFrom(raw)
                || raw.isEnum()
                || raw == Locale.class
                || raw.getPackageName().startsWith("java.time")
                || (raw.getPackageName().equals("java.util") && !Map.class.isAssignableFrom(raw))
                || raw.getPackageName().equals("java.net")) {
            return "string";
        }
        return "object";
    }
}
