package io.portline.carrier.losingcarrier;

import io.portline.carrier.losingcarrier.AnswerMix.Weighted;
import io.portline.numbering.BusinessDays;
import io.portline.numbering.BusinessHours;
import io.portline.numbering.RejectionCode;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Carriers as tests need them. */
final class ACarrier {

    private String calendar = "US";
    private ZoneId zone = ZoneId.of("America/New_York");
    private int simple = 1;
    private int complex = 4;
    private String countsUntil = "13:00";
    private String cutoverFrom = "08:00";
    private String cutoverTo = "16:00";
    private boolean accountNumberRequired;
    private boolean passcodeRequired;
    private List<Outage> outages = List.of();
    private AnswerMix mix = new AnswerMix(1, 0, List.of(new Weighted(RejectionCode.ADDRESS_MISMATCH, 0)));

    static ACarrier ofTheUnitedStates() {
        return new ACarrier();
    }

    ACarrier requiring(boolean accountNumber, boolean passcode) {
        accountNumberRequired = accountNumber;
        passcodeRequired = passcode;
        return this;
    }

    ACarrier in(String holidayCalendar, String zoneId) {
        calendar = holidayCalendar;
        zone = ZoneId.of(zoneId);
        return this;
    }

    ACarrier withIntervals(int simpleDays, int complexDays) {
        simple = simpleDays;
        complex = complexDays;
        return this;
    }

    ACarrier withCutover(String from, String to) {
        cutoverFrom = from;
        cutoverTo = to;
        return this;
    }

    ACarrier withOutages(Outage... given) {
        outages = List.of(given);
        return this;
    }

    ACarrier answering(AnswerMix given) {
        mix = given;
        return this;
    }

    Carrier build() {
        return new Carrier(
                "us-test",
                "Test Telephone",
                "X999",
                List.of("US"),
                calendar,
                new BusinessHours(
                        BusinessDays.of(calendar),
                        zone,
                        LocalTime.of(8, 0),
                        LocalTime.of(17, 0),
                        LocalTime.parse(countsUntil)),
                new ResponseTimes(Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofHours(18)),
                new FocIntervals(simple, complex),
                new CutoverWindow(LocalTime.parse(cutoverFrom), LocalTime.parse(cutoverTo)),
                mix,
                outages,
                new NumberRanges(List.of(NumberRange.parse("+1")), List.of()),
                accountNumberRequired,
                passcodeRequired,
                new Adapter.Simulated(),
                Map.of(RejectionCode.ADDRESS_MISMATCH, "E1"));
    }
}
