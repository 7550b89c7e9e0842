package io.portline.web.json;

import io.portline.web.problem.Faults;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads requests strictly: unknown members, wrong types, members named twice and text after the end are refused, all
 * faults of a body at once and together with what Bean Validation finds. Clients of other services stay tolerant, for
 * they use another converter.
 */
public final class StrictJsonConverter extends JacksonJsonHttpMessageConverter {

    private static final ScopedValue<BodyFaults> FAULTS = ScopedValue.newInstance();

    private final @Nullable Validator validator;

    public StrictJsonConverter(JsonMapper mapper, @Nullable Validator validator) {
        super(strict(mapper));
        this.validator = validator;
    }

    private static JsonMapper strict(JsonMapper mapper) {
        return mapper.rebuild()
                .addHandler(new FaultCollector())
                .addModule(new SimpleModule("strict-scalars").setDeserializerModifier(new StrictScalars()))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        BodyFaults faults = new BodyFaults();
        Object value;
        try {
            value = ScopedValue.where(FAULTS, faults).call(() -> super.read(type, message, hints));
        } catch (HttpMessageNotReadableException unreadable) {
            noteWhatStoppedReading(unreadable, faults);
            throw refusal(faults);
        }
        if (!faults.isEmpty()) {
            noteViolations(value, faults);
            throw refusal(faults);
        }
        return value;
    }

    @Override
    protected ObjectReader customizeReader(ObjectReader reader, JavaType type) {
        return FAULTS.isBound() ? reader.withAttribute(BodyFaults.class, FAULTS.get()) : reader;
    }

    private static ProblemException refusal(BodyFaults faults) {
        return ProblemException.of(ProblemType.VALIDATION).errors(faults.all());
    }

    /** Some faults Jackson cannot read past; text that is no JSON at all is thrown on. */
    private static void noteWhatStoppedReading(HttpMessageNotReadableException unreadable, BodyFaults faults) {
        if (!(unreadable.getCause() instanceof JacksonException cause)
                || cause instanceof StreamReadException
                || cause instanceof StreamConstraintsException
                || isAroundTheValue(cause)) {
            throw unreadable;
        }
        faults.addUnlessConsequence(FieldProblem.of(pointer(cause.getPath()), "INVALID_VALUE"));
    }

    // To Jackson an empty body and text after the end are mismatches; only its words tell them from others.
    private static boolean isAroundTheValue(JacksonException cause) {
        String words = cause.getOriginalMessage();
        return cause instanceof MismatchedInputException
                && cause.getPath().isEmpty()
                && (words.startsWith("No content") || words.startsWith("Trailing token"));
    }

    private static String pointer(List<JacksonException.Reference> path) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference step : path) {
            pointer = step.getPropertyName() != null
                    ? pointer.appendProperty(step.getPropertyName())
                    : pointer.appendIndex(Math.max(0, step.getIndex()));
        }
        return pointer.toString();
    }

    private void noteViolations(@Nullable Object value, BodyFaults faults) {
        if (validator == null || value == null) {
            return;
        }
        if (validator.getConstraintsForClass(value.getClass()).isBeanConstrained()) {
            faults.addViolations(
                    validator.validate(value).stream().map(Faults::of).toList());
        }
    }
}
