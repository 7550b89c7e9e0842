package io.portline.web.json;

import io.portline.web.problem.FieldProblem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Takes a string for a string and a number for a number: {@code 1} is not {@code true}, {@code 5} is not {@code "5"}. */
final class StrictScalars extends ValueDeserializerModifier {

    private static final Set<JsonToken> STRING = EnumSet.of(JsonToken.VALUE_STRING);
    private static final Set<JsonToken> BOOLEAN = EnumSet.of(JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE);
    private static final Set<JsonToken> INTEGER = EnumSet.of(JsonToken.VALUE_NUMBER_INT);
    private static final Set<JsonToken> NUMBER = EnumSet.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);

    private static final Map<Class<?>, Set<JsonToken>> TOKENS = Map.ofEntries(
            Map.entry(String.class, STRING),
            Map.entry(UUID.class, STRING),
            Map.entry(URI.class, STRING),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(int.class, INTEGER),
            Map.entry(Integer.class, INTEGER),
            Map.entry(long.class, INTEGER),
            Map.entry(Long.class, INTEGER),
            Map.entry(short.class, INTEGER),
            Map.entry(Short.class, INTEGER),
            Map.entry(BigInteger.class, INTEGER),
            Map.entry(float.class, NUMBER),
            Map.entry(Float.class, NUMBER),
            Map.entry(double.class, NUMBER),
            Map.entry(Double.class, NUMBER),
            Map.entry(BigDecimal.class, NUMBER));

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
        Class<?> type = description.getBeanClass();
        Set<JsonToken> tokens = type.getPackageName().equals("java.time") ? STRING : TOKENS.get(type);
        return tokens == null ? deserializer : new Strict(deserializer, type, tokens, null);
    }

    private static final class Strict extends DelegatingDeserializer {

        private final Class<?> type;
        private final Set<JsonToken> tokens;
        private final @Nullable String member;

        Strict(ValueDeserializer<?> delegatee, Class<?> type, Set<JsonToken> tokens, @Nullable String member) {
            super(delegatee);
            this.type = type;
            this.tokens = tokens;
            this.member = member;
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegatee) {
            return new Strict(delegatee, type, tokens, member);
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            ValueDeserializer<?> contextual =
                    context.handleSecondaryContextualization(getDelegatee(), property, context.constructType(type));
            return new Strict(contextual, type, tokens, property == null ? null : property.getName());
        }

        /** A missing primitive: the parser stands at the end of the object that should have it. */
        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            if (type.isPrimitive()
                    && member != null
                    && context.getAttribute(BodyFaults.class) instanceof BodyFaults faults) {
                faults.add(FieldProblem.of(pointer(context.getParser()) + FaultCollector.segment(member), "REQUIRED"));
                return FaultCollector.PLACEHOLDERS.get(type);
            }
            return super.getAbsentValue(context);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
            // Elsewhere than in requests (no faults are gathered there) nothing changes.
            if (!(context.getAttribute(BodyFaults.class) instanceof BodyFaults faults)) {
                return super.deserialize(parser, context);
            }
            if (!tokens.contains(parser.currentToken())) {
                return context.handleUnexpectedToken(context.constructType(type), parser);
            }
            Object value;
            try {
                value = super.deserialize(parser, context);
            } catch (InputCoercionException outOfRange) {
                faults.add(FieldProblem.of(pointer(parser), "INVALID_VALUE"));
                return FaultCollector.PLACEHOLDERS.get(type);
            }
            if (value instanceof String text && !isStorable(text)) {
                faults.add(FieldProblem.of(pointer(parser), "CHARACTERS"));
            }
            return value;
        }

        private static String pointer(JsonParser parser) {
            return parser.streamReadContext().pathAsPointer().toString();
        }

        // PostgreSQL's text takes neither; better said here than by a failed statement.
        private static boolean isStorable(String text) {
            return text.codePoints()
                    .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        }
    }
}
