package io.portline.dashboard.operations.web;

import io.portline.dashboard.freshness.ConsumerLag;
import io.portline.dashboard.freshness.ReadModelFreshness;
import io.portline.dashboard.operations.Remembered;
import io.portline.dashboard.operations.client.ServiceVitals;
import io.portline.dashboard.operations.client.ServiceVitals.Vitals;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How services and consumers do, looked up once for however many pages show it. */
@Component
class Machinery {

    private static final Duration FRESH = Duration.ofSeconds(3);

    private final Remembered<List<Vitals>> vitals;
    private final Remembered<Optional<List<ConsumerLag>>> lags;

    Machinery(ServiceVitals vitals, ReadModelFreshness freshness, @Qualifier("realClock") Clock realClock) {
        this.vitals = new Remembered<>(vitals::look, FRESH, realClock);
        this.lags = new Remembered<>(freshness::everyGroup, FRESH, realClock);
    }

    List<Vitals> vitals() {
        return vitals.get();
    }

    /** Real time since the older of both was looked up. */
    Duration age() {
        Duration vitalsAge = vitals.known().age();
        Duration lagsAge = lags.known().age();
        return vitalsAge.compareTo(lagsAge) > 0 ? vitalsAge : lagsAge;
    }

    /** Empty if Kafka does not answer. */
    List<ConsumerLag> lags() {
        return lags.get().orElse(List.of());
    }

    boolean kafkaAnswers() {
        return lags.get().isPresent();
    }
}
