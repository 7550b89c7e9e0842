package io.portline.notification.delivery;

import org.jspecify.annotations.Nullable;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What a notification can say: the subject's own facts at the time of the event. */
public sealed interface Facts {

    /** A local date and time with the zone it is meant in. */
    record Moment(LocalDateTime local, ZoneId zone) {}

    /**
     * Why an order was rejected.
     *
     * @param texts by language tag: en, fr, ja; each says what to do next
     */
    record Reason(String code, Map<String, String> texts) {
        public Reason {
            texts = Map.copyOf(texts);
        }
    }

    /**
     * A port order.
     *
     * @param status the constant of the status after the event
     * @param numbers E.164
     * @param foc null until the losing carrier gave a date
     * @param requestedFoc a date asked for by supplement and not answered; null if none is
     */
    record OfPortOrder(
            String name,
            String carrier,
            String status,
            List<String> numbers,
            Moment requested,
            @Nullable Moment foc,
            @Nullable Moment requestedFoc,
            List<Reason> reasons)
            implements Facts {
        public OfPortOrder {
            numbers = List.copyOf(numbers);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A case at the service desk.
     *
     * @param status the constant of the status after the event
     * @param words what was said; null if nothing was
     * @param closingReason the cancel reason or resolution code; null while open
     * @param documents the names of those added by this event
     * @param requested the date and time asked for; null if none was
     */
    record OfCase(
            String title,
            String status,
            @Nullable String words,
            @Nullable String closingReason,
            List<String> documents,
            @Nullable Moment requested)
            implements Facts {
        public OfCase {
            documents = documents == null ? List.of() : List.copyOf(documents);
        }
    }

    /**
     * A port-out: numbers of ours that go to another carrier.
     *
     * @param status the constant of the status after the event
     * @param numbers E.164
     * @param carrier the winning carrier
     * @param completesAt when the numbers leave; null unless approved or completed
     * @param reasonCodes canonical codes of a rejection
     * @param lockedUntil the carrier's requests are refused until then; null if they are not
     */
    record OfPortOut(
            String status,
            List<String> numbers,
            String carrier,
            Moment requested,
            @Nullable Moment completesAt,
            List<String> reasonCodes,
            @Nullable Moment lockedUntil)
            implements Facts {
        public OfPortOut {
            numbers = List.copyOf(numbers);
            reasonCodes = List.copyOf(reasonCodes);
        }
    }
}
