package io.portline.order.portout;

import io.portline.order.portorder.Fault;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a winning carrier may ask, and what cannot be understood. */
class PortOutFormCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final List<String> NUMBERS = List.of("+12125550100", "+12125550101");

    private static PortOutForm form(List<String> numbers, String date, String zone) {
        return new PortOutForm("W-1", "us-bluegrass", "Bluegrass", numbers, "not even a PIN", date, zone);
    }

    private static List<String> faults(PortOutForm form) {
        InvalidPortOutException invalid =
                catchThrowableOfType(InvalidPortOutException.class, () -> PortOutFormCheck.check(form, NOW));
        return invalid.faults().stream()
                .map(fault -> fault.pointer() + " " + fault.code())
                .toList();
    }

    @Test
    void takesTheZoneOfTheFirstNumberUnlessOneIsGiven() {
        assertThat(PortOutFormCheck.check(form(NUMBERS, "2026-12-01T10:00", null), NOW)
                        .requested()
                        .instant())
                .isEqualTo("2026-12-01T15:00:00Z");
        assertThat(PortOutFormCheck.check(form(NUMBERS, "2026-12-01T10:00", "America/Los_Angeles"), NOW)
                        .requested()
                        .instant())
                .isEqualTo("2026-12-01T18:00:00Z");
    }

    @Test
    void movesATimeThatDoesNotExistForwardByTheGap() {
        assertThat(PortOutFormCheck.check(form(NUMBERS, "2027-03-14T02:30", null), NOW)
                        .requested()
                        .local())
                .isEqualTo("2027-03-14T03:30");
    }

    @Test
    void tellsAllFaultsAtOnceAndNeverOneAboutThePin() {
        PortOutForm form = new PortOutForm(
                " ",
                null,
                "x".repeat(101),
                List.of("nonsense", "+12125550100", "+12125550100"),
                "1",
                "tomorrow",
                "Moon/Sea");
        assertThat(faults(form))
                .containsExactly(
                        "/requestId REQUIRED",
                        "/winningCarrierId REQUIRED",
                        "/winningCarrierName SIZE",
                        "/numbers/0 NOT_A_NUMBER",
                        "/numbers/2 DUPLICATE",
                        "/zone UNKNOWN_ZONE",
                        "/requestedPortDate NOT_A_LOCAL_DATE_TIME");
    }

    @Test
    void refusesDatesThatAreOverOrTooFarAhead() {
        assertThat(faults(form(NUMBERS, "2026-11-23T10:00", null)))
                .containsExactly("/requestedPortDate NOT_IN_THE_FUTURE");
        assertThat(faults(form(NUMBERS, "2028-01-01T10:00", null))).containsExactly("/requestedPortDate TOO_FAR_AHEAD");
        assertThat(faults(form(NUMBERS, null, null))).containsExactly("/requestedPortDate REQUIRED");
    }

    @Test
    void refusesNoNumbersAndMoreThan999() {
        assertThat(faults(form(List.of(), "2026-12-01T10:00", "America/New_York")))
                .containsExactly("/numbers REQUIRED");
        InvalidPortOutException invalid = catchThrowableOfType(
                InvalidPortOutException.class,
                () -> PortOutFormCheck.check(
                        form(Collections.nCopies(1000, "+12125550100"), "2026-12-01T10:00", "America/New_York"), NOW));
        assertThat(invalid.faults()).containsExactly(new Fault("/numbers", "SIZE", List.of(1, 999)));
    }
}
