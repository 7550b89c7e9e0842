package io.portline.order.portout.persistence;

import io.portline.order.portorder.Contact;
import io.portline.order.portout.PortOutReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** The parts of a port-out that lie in jsonb columns. */
final class PortOutJson {

    private static final TypeReference<List<Contact>> CONTACTS = new TypeReference<>() {};
    private static final TypeReference<List<PortOutReason>> REASONS = new TypeReference<>() {};

    /** Its own, so that how HTTP answers are written never changes what is stored. */
    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    @Nullable
    String writeOrNull(@Nullable Object value) {
        return value == null ? null : write(value);
    }

    List<Contact> contacts(String json) {
        return mapper.readValue(json, CONTACTS);
    }

    @Nullable
    Contact contactOrNull(@Nullable String json) {
        return json == null ? null : mapper.readValue(json, Contact.class);
    }

    List<PortOutReason> reasons(String json) {
        return mapper.readValue(json, REASONS);
    }
}
