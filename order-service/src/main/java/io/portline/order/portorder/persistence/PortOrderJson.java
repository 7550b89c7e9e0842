package io.portline.order.portorder.persistence;

import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.Activation;
import io.portline.order.portorder.Ball;
import io.portline.order.portorder.CarrierSide;
import io.portline.order.portorder.Contact;
import io.portline.order.portorder.Difference;
import io.portline.order.portorder.EncryptedPasscode;
import io.portline.order.portorder.OrderDetails;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.RejectionReason;
import io.portline.order.portorder.Submission;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;

/** The parts of an order that lie in jsonb columns. */
final class PortOrderJson {

    private static final TypeReference<List<Contact>> CONTACTS = new TypeReference<>() {};
    private static final TypeReference<List<Difference>> DIFFERENCES = new TypeReference<>() {};
    private static final TypeReference<List<RejectionReason>> REASONS = new TypeReference<>() {};

    /** Its own, so that how HTTP answers are written never changes what is stored. */
    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    /** Where an order stands, beyond what has columns of its own. */
    record Progress(
            Submission submission,
            @Nullable Instant statusSince,
            @Nullable LocalMoment requestedFoc,
            List<RejectionReason> reasons,
            Ball ball,
            CarrierSide carrierSide,
            Activation activation,
            List<String> portedNumbers) {
        static Progress of(PortOrder order) {
            return new Progress(
                    order.submission(),
                    order.statusSince(),
                    order.requestedFoc(),
                    order.reasons(),
                    order.ball(),
                    order.carrierSide(),
                    order.activation(),
                    order.portedNumbers());
        }
    }

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    @Nullable
    String writeOrNull(@Nullable Object value) {
        return value == null ? null : write(value);
    }

    <T> T read(String json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    OrderDetails details(String json) {
        return mapper.readValue(json, OrderDetails.class);
    }

    Progress progress(String json) {
        return mapper.readValue(json, Progress.class);
    }

    List<Contact> contacts(String json) {
        return mapper.readValue(json, CONTACTS);
    }

    List<RejectionReason> reasons(String json) {
        return mapper.readValue(json, REASONS);
    }

    List<Difference> differences(@Nullable String json) {
        return json == null ? List.of() : mapper.readValue(json, DIFFERENCES);
    }

    @Nullable
    EncryptedPasscode passcode(@Nullable String json) {
        return json == null ? null : mapper.readValue(json, EncryptedPasscode.class);
    }

    @Nullable
    LocalMoment moment(@Nullable String json) {
        return json == null ? null : mapper.readValue(json, LocalMoment.class);
    }
}
