package io.portline.messaging;

import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.codec.CodecSettings;
import io.portline.messaging.codec.SerdeMessageCodec;
import io.portline.messaging.records.Mood;
import io.portline.messaging.records.ThingHappened;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Records of the tests' own schema, and codecs for them. */
public final class TestRecords {

    private TestRecords() {}

    public static ThingHappened thing(String id, long version) {
        return thing(id, version, UUID.randomUUID());
    }

    public static ThingHappened thing(String id, long version, UUID eventId) {
        return ThingHappened.newBuilder()
                .setEventId(eventId)
                .setThingId(id)
                .setVersion(version)
                .setOccurredAt(Instant.parse("2026-12-01T10:00:00Z"))
                .setNote("Überraschung 驚き")
                .setMood(Mood.STORMY)
                .build();
    }

    public static SerdeMessageCodec codec() {
        return codec(TestInfrastructure.registry().url());
    }

    public static SerdeMessageCodec codec(String registryUrl) {
        return codec(registryUrl, Duration.ofMinutes(1));
    }

    public static SerdeMessageCodec codec(String registryUrl, Duration timeout) {
        return new SerdeMessageCodec(new CodecSettings(
                "apicurio", null, new CodecSettings.Registry(registryUrl, null, null, null, timeout), Map.of()));
    }
}
