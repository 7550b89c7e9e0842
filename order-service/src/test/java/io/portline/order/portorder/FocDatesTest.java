package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.FocDates.Obstacle;
import io.portline.order.portorder.FocDates.Why;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

import static org.assertj.core.api.Assertions.assertThat;

/** Which dates may be asked for; the carrier is in New York, releases from 8 to 16 and needs 1 or 4 business days. */
class FocDatesTest {

    private static final Carrier CARRIER = Orders.carrier("us-cascadia", "US");
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    /** Monday, 10:00 in New York. */
    private static final Instant MONDAY_MORNING = Instant.parse("2026-11-23T15:00:00Z");

    private static final Duration INTAKE_DELAY = Duration.ofMinutes(10);

    private static LocalMoment newYork(String local) {
        return LocalMoment.of(LocalDateTime.parse(local), Orders.NEW_YORK);
    }

    private static FocDates complex(Instant receivedAt) {
        return FocDates.ofRequest(CARRIER, "US", false, receivedAt, Orders.NEW_YORK, receivedAt);
    }

    @Test
    void countsOneBusinessDayForASimplePortAndFourForAnyOtherInTheUnitedStates() {
        FocDates simple = FocDates.ofRequest(CARRIER, "US", true, MONDAY_MORNING, Orders.NEW_YORK, MONDAY_MORNING);
        assertThat(simple.earliest()).isEqualTo(newYork("2026-11-24T08:00"));
        assertThat(simple.rule()).isEqualTo(new FocDates.Rule(Why.CFR_52_35_SIMPLE, 1));
        // Thursday is Thanksgiving.
        assertThat(complex(MONDAY_MORNING).earliest()).isEqualTo(newYork("2026-11-30T08:00"));
        assertThat(complex(MONDAY_MORNING).rule()).isEqualTo(new FocDates.Rule(Why.CFR_52_35_NON_SIMPLE, 4));
    }

    @Test
    void countsWhatArrivesAfterOneOClockForTheNextBusinessDay() {
        Instant one = newYork("2026-11-23T13:00").instant();
        assertThat(complex(one).earliest()).isEqualTo(newYork("2026-11-30T08:00"));
        assertThat(complex(one.plusSeconds(1)).earliest()).isEqualTo(newYork("2026-12-01T08:00"));
        // Saturday counts for Monday.
        assertThat(complex(newYork("2026-11-21T09:00").instant()).earliest()).isEqualTo(newYork("2026-11-30T08:00"));
    }

    @Test
    void namesTheCarriersOwnIntervalElsewhere() {
        FocDates french = FocDates.ofRequest(
                Orders.carrier("fr-hexatel", "FR"),
                "FR",
                false,
                MONDAY_MORNING,
                ZoneId.of("Europe/Paris"),
                MONDAY_MORNING);
        assertThat(french.rule()).isEqualTo(new FocDates.Rule(Why.CARRIER_INTERVAL, 4));
        // 08:00 in New York.
        assertThat(french.earliest().local()).isEqualTo("2026-11-27T14:00");
    }

    @Test
    void offersTheNextPossibleDateForWeekendsHolidaysAndHoursAtWhichNothingMoves() {
        FocDates dates = complex(MONDAY_MORNING);
        assertThat(dates.offerFor(newYork("2026-12-01T10:00"))).isEmpty();
        assertThat(dates.offerFor(newYork("2026-12-01T16:00"))).isEmpty();
        assertThat(dates.offerFor(newYork("2026-11-24T10:00")))
                .contains(new FocDates.Offer(Obstacle.TOO_SOON, newYork("2026-11-30T08:00")));
        assertThat(dates.offerFor(newYork("2026-12-05T10:00")))
                .contains(new FocDates.Offer(Obstacle.WEEKEND, newYork("2026-12-07T08:00")));
        assertThat(dates.offerFor(newYork("2026-12-25T10:00")))
                .contains(new FocDates.Offer(Obstacle.HOLIDAY, newYork("2026-12-28T08:00")));
        assertThat(dates.offerFor(newYork("2026-12-01T16:01")))
                .contains(new FocDates.Offer(Obstacle.OUTSIDE_RELEASE_HOURS, newYork("2026-12-02T08:00")));
        assertThat(dates.offerFor(newYork("2026-12-01T07:59")))
                .contains(new FocDates.Offer(Obstacle.OUTSIDE_RELEASE_HOURS, newYork("2026-12-01T08:00")));
    }

    @Test
    void listsTheBusinessDaysOfTheNext60InTheZoneOfTheNumbers() {
        FocDates dates = FocDates.ofRequest(CARRIER, "US", false, MONDAY_MORNING, LOS_ANGELES, MONDAY_MORNING);
        assertThat(dates.earliest().local()).isEqualTo("2026-11-30T05:00");
        assertThat(dates.days().getFirst())
                .isEqualTo(new FocDates.Day(LocalDate.parse("2026-11-30"), LocalTime.of(5, 0), LocalTime.of(13, 0)));
        assertThat(dates.days())
                .extracting(FocDates.Day::date)
                .isSorted()
                .doesNotContain(
                        LocalDate.parse("2026-12-05"), LocalDate.parse("2026-12-25"), LocalDate.parse("2027-01-01"))
                .endsWith(LocalDate.parse("2027-01-22"));
    }

    @Test
    void keepsTheWallClockOfTheCarrierWhenClocksChange() {
        // Clocks go forward in New York on 14 March 2027.
        FocDates dates = complex(newYork("2027-03-09T10:00").instant());
        assertThat(dates.earliest()).isEqualTo(newYork("2027-03-15T08:00"));
        assertThat(dates.earliest().instant()).isEqualTo("2027-03-15T12:00:00Z");
    }

    @Test
    void takesAnyDayFromTheCommittedDateOnInASupplement() {
        LocalMoment soon = newYork("2026-11-25T10:30");
        FocDates dates = FocDates.ofSupplement(CARRIER, "US", false, soon, MONDAY_MORNING);
        assertThat(dates.rule()).isEqualTo(new FocDates.Rule(Why.COMMITTED_DATE, 0));
        assertThat(dates.earliest()).isEqualTo(soon);
        assertThat(dates.days().getFirst().from()).isEqualTo("10:30");
        assertThat(dates.days().get(1).from()).isEqualTo("08:00");
        // A date far ahead can be brought forward as far as the rule goes.
        FocDates forward = FocDates.ofSupplement(CARRIER, "US", false, newYork("2027-01-11T10:00"), MONDAY_MORNING);
        assertThat(forward.earliest()).isEqualTo(newYork("2026-11-30T08:00"));
    }

    @Test
    void listsAndOffersNothingThatIsPastHoweverLongTheCarrierHasHadTheRequest() {
        // A Wednesday, 16 days after the request.
        LocalMoment now = newYork("2026-12-09T10:30");
        FocDates dates = FocDates.of(Orders.contactingCarrier(), CARRIER, INTAKE_DELAY, now.instant());
        assertThat(dates.rule()).isEqualTo(new FocDates.Rule(Why.CFR_52_35_NON_SIMPLE, 4));
        assertThat(dates.earliest()).isEqualTo(now);
        assertThat(dates.offerFor(newYork("2026-12-01T10:00"))).contains(new FocDates.Offer(Obstacle.TOO_SOON, now));
        assertThat(dates.offerFor(newYork("2026-12-09T11:00"))).isEmpty();
        assertThat(dates.days().getFirst())
                .isEqualTo(new FocDates.Day(LocalDate.parse("2026-12-09"), LocalTime.of(10, 30), LocalTime.of(16, 0)));
        // 60 days from today end on a Sunday.
        assertThat(dates.days()).extracting(FocDates.Day::date).endsWith(LocalDate.parse("2027-02-05"));
    }

    @Test
    void takesNoDateBeforeNowInASupplementToACommitmentThatIsPast() {
        PortOrder activating = Orders.activating();
        Instant now = Orders.FOC.instant().plus(Duration.ofHours(2));
        FocDates dates = FocDates.of(activating, CARRIER, INTAKE_DELAY, now);
        assertThat(dates.rule()).isEqualTo(new FocDates.Rule(Why.COMMITTED_DATE, 0));
        assertThat(dates.earliest()).isEqualTo(Orders.later(Orders.FOC, 2));
    }

    @Test
    void holdsACarrierToItsDateOnlyAsLongAsItsCommitmentStands() {
        Instant now = Orders.FOC.instant().minus(Duration.ofHours(30));
        PortOrder approved = Orders.approved();
        assertThat(FocDates.of(approved, CARRIER, INTAKE_DELAY, now).rule().why())
                .isEqualTo(Why.COMMITTED_DATE);
        assertThat(FocDates.of(Orders.pending(), CARRIER, INTAKE_DELAY, now)
                        .rule()
                        .why())
                .isEqualTo(Why.COMMITTED_DATE);

        PortOrder cancelled = Orders.after(approved, new PortOrderCommand.Cancel(Orders.ADA, now), now);
        assertThat(cancelled.foc()).isNotNull();
        FocDates dates = FocDates.of(cancelled, CARRIER, INTAKE_DELAY, now);
        assertThat(dates.rule().why()).isEqualTo(Why.CFR_52_35_NON_SIMPLE);
        // Sunday, counted for Monday.
        assertThat(dates.earliest()).isEqualTo(newYork("2026-12-11T08:00"));
    }
}
