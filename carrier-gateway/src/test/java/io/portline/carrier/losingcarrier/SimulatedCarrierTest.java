package io.portline.carrier.losingcarrier;

import io.portline.carrier.carrierorder.Answer;
import io.portline.carrier.carrierorder.CarrierOrder;
import io.portline.carrier.carrierorder.CarrierOrder.Status;
import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierReply.NumberOutcome;
import io.portline.carrier.carrierorder.CarrierReply.Reason;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.CarrierSwitches;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.carrierorder.PortDetails;
import io.portline.carrier.losingcarrier.AnswerMix.Weighted;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatedCarrierTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final UUID ORDER = UUID.fromString("0193a5c2-7c00-7000-8000-000000000001");
    private static final String NUMBER = "+12125550123";
    /** A Monday, an hour after opening. */
    private static final Instant RECEIVED = newYork("2026-11-16T09:00");

    private static final LocalMoment REQUESTED = moment("2026-12-01T10:00");

    private final Switches switches = new Switches();
    private final Records records = new Records();
    private List<SubscriberCheck.Mismatch> obstacles = List.of();
    private Carrier data = ACarrier.ofTheUnitedStates().build();

    // ---- when it answers
    // -------------------------------------------------------------------------------------------------

    @Test
    void answersWithinItsBusinessHoursAndResponseTimes() {
        for (int attempt = 1; attempt <= 50; attempt++) {
            Instant at =
                    firstAskAt(inquiry(request(Kind.PORT, attempt, "8837741", List.of(NUMBER)), null, 0, RECEIVED));

            Duration open = data.businessHours().between(RECEIVED, at);
            assertThat(open).isBetween(Duration.ofMinutes(30), Duration.ofHours(18));
            assertThat(data.businessHours().openOnOrAfter(at.minusNanos(1))).isEqualTo(at.minusNanos(1));
        }
    }

    @Test
    void beginsToThinkWhenItOpens() {
        Instant saturday = newYork("2026-11-14T12:00");

        assertThat(firstAskAt(inquiry(request(Kind.CANCEL, 1, null, List.of(NUMBER)), null, 0, saturday)))
                .isEqualTo(newYork("2026-11-16T08:30"));
    }

    @Test
    void takesExactlyAsLongAsAMagicDelaySaysDayOrNight() {
        Instant saturday = newYork("2026-11-14T23:00");

        assertThat(firstAskAt(inquiry(request(Kind.PORT, 1, "DELAY-PT2H", List.of(NUMBER)), null, 0, saturday)))
                .isEqualTo(newYork("2026-11-15T01:00"));
        assertThat(firstAskAt(inquiry(request(Kind.SUPPLEMENT, 1, "DELAY-PT2H", List.of(NUMBER)), null, 0, saturday)))
                .isEqualTo(newYork("2026-11-15T01:00"));
    }

    @Test
    void saysNothingDuringAnOutage() {
        data = ACarrier.ofTheUnitedStates()
                .withOutages(new Outage.Weekly(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(15, 0)))
                .build();
        CarrierRequest request = request(Kind.CANCEL, 1, "ACCEPT", List.of(NUMBER));

        assertThat(firstAskAt(inquiry(request, null, 0, RECEIVED))).isEqualTo(newYork("2026-11-16T15:00"));
        assertThat(ask(inquiry(request, received(request), 0, RECEIVED)))
                .isEqualTo(new Answer.NotYet(newYork("2026-11-16T15:00")));
    }

    /** Over Thanksgiving, three weekends and an outage that is on when the time has come: twenty days are 480 hours. */
    @Test
    void takesTwentyElapsedDaysForADelayOfTwentyDays() {
        data = ACarrier.ofTheUnitedStates()
                .withOutages(new Outage.Once(
                        LocalDateTime.parse("2026-12-01T00:00"), LocalDateTime.parse("2026-12-10T00:00")))
                .build();
        CarrierRequest port = request(Kind.PORT, 1, "DELAY-P20D", List.of(NUMBER));
        Instant due = RECEIVED.plus(Duration.ofHours(480));

        assertThat(firstAskAt(inquiry(port, received(port), 0, RECEIVED))).isEqualTo(due);
        assertThat(ask(new Inquiry(port, received(port), 1, 0, RECEIVED, due))).isInstanceOf(Answer.Says.class);
    }

    @Test
    void looksAtNoRequestWithoutTheAccountAndThePasscodeThatItRequires() {
        data = ACarrier.ofTheUnitedStates().requiring(true, true).build();
        CarrierRequest port = request(Kind.PORT, 1, null, List.of(NUMBER));

        assertThat(codes(reply(inquiry(port, received(port), 0, RECEIVED))))
                .containsExactly(RejectionCode.ACCOUNT_NUMBER_MISMATCH, RejectionCode.PIN_MISSING_OR_INVALID);
    }

    @Test
    void neverAnswersASilentPortButConfirmsItsCancel() {
        CarrierRequest port = request(Kind.PORT, 1, "SILENT", List.of(NUMBER));
        CarrierRequest cancel = request(Kind.CANCEL, 1, "SILENT", List.of(NUMBER));

        assertThat(carrier().firstAskAt(inquiry(port, received(port), 0, RECEIVED)))
                .isEmpty();
        assertThat(reply(inquiry(cancel, received(port), 0, RECEIVED))).isEqualTo(new CarrierReply.CancelConfirmed());
    }

    // ---- what it answers to a port
    // ---------------------------------------------------------------------------------------

    @Test
    void acceptsWithADateByItsRule() {
        CarrierRequest port = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER));

        assertThat(ask(inquiry(port, received(port), 0, RECEIVED)))
                .isEqualTo(new Answer.Says(new CarrierReply.Accepted(REQUESTED), null));
    }

    @Test
    void takesAPartialPortOfOneNumberForComplex() {
        CarrierRequest simple = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER), moment("2026-11-16T10:00"), true);
        CarrierRequest complex = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER), moment("2026-11-16T10:00"), false);

        assertThat(reply(inquiry(simple, received(simple), 0, RECEIVED)))
                .isEqualTo(new CarrierReply.Accepted(moment("2026-11-17T08:00")));
        assertThat(reply(inquiry(complex, received(complex), 0, RECEIVED)))
                .isEqualTo(new CarrierReply.Accepted(moment("2026-11-20T08:00")));
    }

    @Test
    void countsTheIntervalFromReceiptAndCommitsToNothingPastWhenItAnswersLate() {
        CarrierRequest port = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER), moment("2026-11-16T10:00"), true);
        Instant late = newYork("2026-11-19T17:30");

        assertThat(reply(new Inquiry(port, received(port), 1, 0, RECEIVED, late)))
                .isEqualTo(new CarrierReply.Accepted(moment("2026-11-20T08:00")));
    }

    @Test
    void rejectsWithEveryReasonAskedForAndItsOwnCodes() {
        CarrierRequest port = request(Kind.PORT, 1, "REJECT-ADDRESS_MISMATCH,BTN_MISMATCH", List.of(NUMBER));

        assertThat(reply(inquiry(port, received(port), 0, RECEIVED)))
                .isEqualTo(new CarrierReply.Rejected(List.of(
                        new Reason(RejectionCode.ADDRESS_MISMATCH, "E1", List.of(), Map.of()),
                        new Reason(RejectionCode.BTN_MISMATCH, null, List.of(), Map.of()))));
    }

    @ParameterizedTest
    @EnumSource(RejectionCode.class)
    void canBeMadeToRejectForEveryReason(RejectionCode code) {
        CarrierRequest port = request(Kind.PORT, 1, "REJECT-" + code, List.of(NUMBER));

        assertThat(codes(reply(inquiry(port, received(port), 0, RECEIVED)))).containsExactly(code);
    }

    @Test
    void rejectsMagicThatItCannotReadAndSaysWhy() {
        CarrierRequest port = request(Kind.PORT, 1, "REJECT-TYPO", List.of(NUMBER));

        assertThat(reply(inquiry(port, received(port), 0, RECEIVED)))
                .isInstanceOfSatisfying(
                        CarrierReply.Rejected.class,
                        rejected -> assertThat(rejected.reasons())
                                .singleElement()
                                .satisfies(reason -> {
                                    assertThat(reason.code()).isEqualTo(RejectionCode.ACCOUNT_NUMBER_MISMATCH);
                                    assertThat(reason.texts()).containsOnlyKeys("en", "fr", "ja");
                                    assertThat(reason.texts().get("en")).contains("\"TYPO\" is not a rejection code");
                                }));
    }

    @Test
    void answersAnOrdinaryAccountNumberByItsMixTheSameEachTime() {
        data = ACarrier.ofTheUnitedStates()
                .answering(new AnswerMix(1, 1, List.of(new Weighted(RejectionCode.NAME_MISMATCH, 1))))
                .build();
        List<Answer> answers = new ArrayList<>();
        for (int attempt = 1; attempt <= 20; attempt++) {
            CarrierRequest port = request(Kind.PORT, attempt, "8837741", List.of(NUMBER));
            Answer answer = ask(inquiry(port, received(port), 0, RECEIVED));
            assertThat(ask(inquiry(port, received(port), 0, RECEIVED))).isEqualTo(answer);
            answers.add(answer);
        }
        assertThat(answers.stream().distinct()).hasSize(3);
    }

    @Test
    void rejectsEverythingOnceAnOperatorSaysSo() {
        switches.rejectingAll = true;
        CarrierRequest port = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER));

        assertThat(codes(reply(inquiry(port, received(port), 0, RECEIVED)))).containsExactly(RejectionCode.OTHER);
    }

    @Test
    void checksASubscriberThatItKnowsAndForgetsItsMix() {
        data = ACarrier.ofTheUnitedStates()
                .answering(new AnswerMix(0, 0, List.of(new Weighted(RejectionCode.OTHER, 1))))
                .build();
        records.known = List.of(
                new SubscriberRecord(NUMBER, "us-test", "8837741", null, null, null, null, "10001", null, false, true));
        CarrierRequest right = request(Kind.PORT, 1, "88-377 41", List.of(NUMBER));
        CarrierRequest wrong = request(Kind.PORT, 2, "8837742", List.of(NUMBER));

        assertThat(reply(inquiry(right, received(right), 0, RECEIVED))).isInstanceOf(CarrierReply.Accepted.class);
        assertThat(codes(reply(inquiry(wrong, received(wrong), 0, RECEIVED))))
                .containsExactly(RejectionCode.ACCOUNT_NUMBER_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "RECEIVED", mode = EnumSource.Mode.EXCLUDE)
    void saysNothingMoreToAPortThatIsOutOfItsHands(Status status) {
        CarrierRequest port = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER));

        assertThat(ask(inquiry(port, order(port, status, null), 0, RECEIVED))).isEqualTo(new Answer.Nothing());
    }

    // ---- what it says by itself
    // ------------------------------------------------------------------------------------------

    @Test
    void commitsToTheDateThatMagicAsksForWhateverWasRequested() {
        CarrierRequest port = request(Kind.PORT, 1, "FOC-PT30H", List.of(NUMBER));

        assertThat(reply(inquiry(port, received(port), 0, RECEIVED)))
                .isEqualTo(new CarrierReply.Accepted(moment("2026-11-17T15:00")));
    }

    @Test
    void movesTheDateByItselfAfterApproving() {
        CarrierRequest port = request(Kind.PORT, 1, "FOC-PT12H+MOVE-FOC-P2D", List.of(NUMBER));
        Answer.Says accepted = (Answer.Says) ask(inquiry(port, received(port), 0, RECEIVED));

        assertThat(accepted.speaksAgainAt()).isEqualTo(RECEIVED.plus(Duration.ofMinutes(30)));
        CarrierOrder approved = received(port).after(accepted.reply());
        assertThat(ask(inquiry(port, approved, 1, RECEIVED.plus(Duration.ofMinutes(30)))))
                .isEqualTo(new Answer.Says(new CarrierReply.FocMoved(moment("2026-11-18T21:00")), null));
    }

    @Test
    void movesTheDateWhileTheOldOneIsStillAhead() {
        CarrierRequest port = request(Kind.PORT, 1, "FOC-PT20M+MOVE-FOC-P2D", List.of(NUMBER));
        Answer.Says accepted = (Answer.Says) ask(inquiry(port, received(port), 0, RECEIVED));

        assertThat(accepted.speaksAgainAt()).isEqualTo(RECEIVED.plus(Duration.ofMinutes(10)));
    }

    @Test
    void movesNoDateIntoThePast() {
        CarrierRequest port = request(Kind.PORT, 1, "FOC-PT12H+MOVE-FOC--P2D", List.of(NUMBER));

        assertThat(reply(inquiry(port, order(port, Status.APPROVED, moment("2026-11-17T09:00")), 1, RECEIVED)))
                .isEqualTo(new CarrierReply.FocMoved(moment("2026-11-16T09:00")));
    }

    @Test
    void movesNoDateOfAPortThatWasCancelledMeanwhile() {
        CarrierRequest port = request(Kind.PORT, 1, "MOVE-FOC-P2D", List.of(NUMBER));

        assertThat(ask(inquiry(port, order(port, Status.CANCELLED, REQUESTED), 1, RECEIVED)))
                .isEqualTo(new Answer.Nothing());
    }

    @Test
    void withdrawsItsApprovalWhenMagicAsksForIt() {
        CarrierRequest port = request(Kind.PORT, 1, "WITHDRAW-PT4H", List.of(NUMBER));
        Answer.Says accepted = (Answer.Says) ask(inquiry(port, received(port), 0, RECEIVED));

        assertThat(accepted.speaksAgainAt()).isEqualTo(RECEIVED.plus(Duration.ofHours(4)));
        assertThat(reply(inquiry(port, order(port, Status.APPROVED, REQUESTED), 1, RECEIVED)))
                .isInstanceOf(CarrierReply.ApprovalWithdrawn.class);
    }

    // ---- supplements
    // -----------------------------------------------------------------------------------------------------

    @Test
    void agreesToALaterDate() {
        assertThat(supplement("ACCEPT", Status.APPROVED, "2026-12-01T10:00", "2026-12-03T10:00"))
                .isEqualTo(new CarrierReply.SupplementAgreed(moment("2026-12-03T10:00")));
    }

    @Test
    void agreesToTheNextPossibleDateForOneOnAWeekend() {
        assertThat(supplement("ACCEPT", Status.APPROVED, "2026-12-01T10:00", "2026-12-05T10:00"))
                .isEqualTo(new CarrierReply.SupplementAgreed(moment("2026-12-07T08:00")));
    }

    @Test
    void agreesToAnEarlierDateThatItCanKeep() {
        assertThat(supplement("ACCEPT", Status.APPROVED, "2026-12-01T10:00", "2026-11-24T10:00"))
                .isEqualTo(new CarrierReply.SupplementAgreed(moment("2026-11-24T10:00")));
    }

    @Test
    void refusesAnEarlierDateThatItCannotKeep() {
        assertThat(codes(supplement("ACCEPT", Status.APPROVED, "2026-12-01T10:00", "2026-11-16T15:00")))
                .containsExactly(RejectionCode.DUE_DATE_TOO_SOON);
    }

    @Test
    void refusesASupplementWhenMagicAsksForIt() {
        assertThat(codes(supplement("REFUSE-SUPPLEMENT", Status.APPROVED, "2026-12-01T10:00", "2026-12-03T10:00")))
                .containsExactly(RejectionCode.CANNOT_SUPP);
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "APPROVED", mode = EnumSource.Mode.EXCLUDE)
    void refusesASupplementOfAPortThatIsNotApproved(Status status) {
        assertThat(codes(supplement("ACCEPT", status, "2026-12-01T10:00", "2026-12-03T10:00")))
                .containsExactly(RejectionCode.CANNOT_SUPP);
    }

    @Test
    void refusesASupplementOnceTheDateHasCome() {
        assertThat(codes(supplement("ACCEPT", Status.APPROVED, "2026-11-16T09:00", "2026-12-03T10:00")))
                .containsExactly(RejectionCode.CANNOT_SUPP);
    }

    @Test
    void refusesASupplementOfAnEarlierAttempt() {
        CarrierRequest request =
                request(Kind.SUPPLEMENT, 1, "ACCEPT", List.of(NUMBER), moment("2026-12-03T10:00"), true);

        assertThat(codes(reply(
                        new Inquiry(request, order(request, Status.APPROVED, REQUESTED), 2, 0, RECEIVED, RECEIVED))))
                .containsExactly(RejectionCode.CANNOT_SUPP);
    }

    @Test
    void refusesASupplementOfAPortThatItNeverSaw() {
        CarrierRequest request = request(Kind.SUPPLEMENT, 1, "ACCEPT", List.of(NUMBER));

        assertThat(codes(reply(inquiry(request, null, 0, RECEIVED)))).containsExactly(RejectionCode.CANNOT_SUPP);
    }

    // ---- cancels
    // ---------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "ACTIVATED", mode = EnumSource.Mode.EXCLUDE)
    void confirmsACancelOfWhateverHasNotMoved(Status status) {
        CarrierRequest request = request(Kind.CANCEL, 1, "ACCEPT", List.of(NUMBER));

        assertThat(reply(inquiry(request, order(request, status, REQUESTED), 0, RECEIVED)))
                .isEqualTo(new CarrierReply.CancelConfirmed());
    }

    @Test
    void confirmsACancelOfAPortThatItNeverSaw() {
        assertThat(reply(inquiry(request(Kind.CANCEL, 1, "ACCEPT", List.of(NUMBER)), null, 0, RECEIVED)))
                .isEqualTo(new CarrierReply.CancelConfirmed());
    }

    @Test
    void refusesACancelThatReachedItAtOrAfterTheDate() {
        CarrierRequest request = request(Kind.CANCEL, 1, "ACCEPT", List.of(NUMBER));

        assertThat(codes(reply(
                        inquiry(request, order(request, Status.APPROVED, moment("2026-11-16T09:00")), 0, RECEIVED))))
                .containsExactly(RejectionCode.CANNOT_CANCEL);
    }

    @Test
    void confirmsACancelThatReachedItInTimeAlthoughItAnswersAfterTheDate() {
        CarrierRequest request = request(Kind.CANCEL, 1, "ACCEPT", List.of(NUMBER));

        assertThat(reply(new Inquiry(
                        request,
                        order(request, Status.APPROVED, moment("2026-11-16T09:01")),
                        1,
                        0,
                        RECEIVED,
                        RECEIVED.plus(Duration.ofHours(3)))))
                .isEqualTo(new CarrierReply.CancelConfirmed());
    }

    @Test
    void refusesACancelWhenMagicAsksForIt() {
        CarrierRequest request = request(Kind.CANCEL, 1, "REFUSE-CANCEL", List.of(NUMBER));

        assertThat(codes(reply(inquiry(request, order(request, Status.APPROVED, REQUESTED), 0, RECEIVED))))
                .containsExactly(RejectionCode.CANNOT_CANCEL);
    }

    // ---- activation
    // ------------------------------------------------------------------------------------------------------

    @Test
    void activatesEveryNumberAtTheDateAndNotBefore() {
        CarrierRequest request = activation("ACCEPT", 1, NUMBER, "+12125550124");
        CarrierOrder approved = order(request, Status.APPROVED, moment("2026-11-16T10:00"));

        assertThat(firstAskAt(inquiry(request, approved, 0, RECEIVED))).isEqualTo(newYork("2026-11-16T10:00"));
        assertThat(ask(inquiry(request, approved, 0, RECEIVED)))
                .isEqualTo(new Answer.NotYet(newYork("2026-11-16T10:00")));
        assertThat(reply(new Inquiry(request, approved, 1, 0, RECEIVED, newYork("2026-11-16T10:00"))))
                .isEqualTo(new CarrierReply.Activated(
                        1, List.of(new NumberOutcome(NUMBER, null), new NumberOutcome("+12125550124", null))));
    }

    @Test
    void failsAsManyTriesAsMagicAsksFor() {
        assertThat(activated("FAIL-ACTIVATION-2", 1)).containsExactly(false, false);
        assertThat(activated("FAIL-ACTIVATION-2", 2)).containsExactly(false, false);
        assertThat(activated("FAIL-ACTIVATION-2", 3)).containsExactly(true, true);
    }

    @Test
    void failsTheLastNumbersOnlyWhenMagicAsksForIt() {
        assertThat(activated("FAIL-ACTIVATION-5-1", 1)).containsExactly(true, false);
    }

    @Test
    void activatesANumberThatHasMovedAlreadyOnceMore() {
        CarrierRequest request = activation("FAIL-ACTIVATION-9", 2, NUMBER);
        CarrierOrder activated = order(request, Status.APPROVED, moment("2026-11-16T09:00"))
                .after(new CarrierReply.Activated(1, List.of(new NumberOutcome(NUMBER, null))));

        assertThat(reply(inquiry(request, activated, 0, RECEIVED)))
                .isEqualTo(new CarrierReply.Activated(2, List.of(new NumberOutcome(NUMBER, null))));
    }

    @Test
    void activatesNoNumberThatIsNotInTheOrder() {
        CarrierRequest request = activation("ACCEPT", 1, NUMBER, "+12125559999");
        CarrierRequest port = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER));

        assertThat(reply(inquiry(request, order(port, Status.APPROVED, moment("2026-11-16T09:00")), 0, RECEIVED)))
                .isEqualTo(new CarrierReply.Activated(
                        1,
                        List.of(
                                new NumberOutcome(NUMBER, null),
                                new NumberOutcome("+12125559999", RejectionCode.NUMBER_NOT_FOUND))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"RECEIVED", "REJECTED", "CANCELLED", "WITHDRAWN", "SUPERSEDED"})
    void activatesNothingThatItHasNotApproved(Status status) {
        CarrierRequest request = activation("ACCEPT", 1, NUMBER);

        assertThat(reply(inquiry(request, order(request, status, null), 0, RECEIVED)))
                .isEqualTo(new CarrierReply.Activated(1, List.of(new NumberOutcome(NUMBER, RejectionCode.OTHER))));
    }

    @Test
    void activatesNothingMoreThanTenDaysAfterTheDate() {
        CarrierRequest request = activation("ACCEPT", 1, NUMBER);

        assertThat(reply(inquiry(request, order(request, Status.APPROVED, moment("2026-11-06T08:00")), 0, RECEIVED)))
                .isEqualTo(
                        new CarrierReply.Activated(1, List.of(new NumberOutcome(NUMBER, RejectionCode.FOC_EXPIRED))));
    }

    // ---- numbers that are not its own
    // ----------------------------------------------------------------------------------------

    @Test
    void rejectsNumbersThatItCannotGiveAwayWithWhatItsRecordsSayBesides() {
        String other = "+12125550124";
        obstacles = List.of(
                new SubscriberCheck.Mismatch(RejectionCode.NUMBER_NOT_FOUND, List.of(other)),
                new SubscriberCheck.Mismatch(RejectionCode.NUMBER_NOT_PORTABLE, List.of(NUMBER)));
        records.load(List.of(
                new SubscriberRecord(NUMBER, "us-test", "ELSE", null, null, null, null, null, null, false, true)));
        CarrierRequest port = request(Kind.PORT, 1, "8837741", List.of(NUMBER, other));

        List<Reason> reasons = ((CarrierReply.Rejected) reply(inquiry(port, received(port), 0, RECEIVED))).reasons();

        assertThat(reasons)
                .extracting(reason -> reason.code() + " " + reason.numbers())
                .containsExactlyInAnyOrder(
                        "ACCOUNT_NUMBER_MISMATCH [" + NUMBER + "]",
                        "NUMBER_NOT_FOUND [" + other + "]",
                        "NUMBER_NOT_PORTABLE [" + NUMBER + "]");
    }

    @Test
    void letsMagicHaveItsWayWhosoeverNumbersTheyAre() {
        obstacles = List.of(new SubscriberCheck.Mismatch(RejectionCode.NUMBER_NOT_FOUND, List.of(NUMBER)));
        CarrierRequest port = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER));

        assertThat(reply(inquiry(port, received(port), 0, RECEIVED))).isInstanceOf(CarrierReply.Accepted.class);
    }

    // ---- a carrier that nobody knows
    // -------------------------------------------------------------------------------------

    @Test
    void refusesEverythingAtOnceForAnUnknownCarrier() {
        UnknownCarrier unknown = new UnknownCarrier();
        CarrierRequest port = request(Kind.PORT, 1, "ACCEPT", List.of(NUMBER));

        assertThat(unknown.firstAskAt(inquiry(port, received(port), 0, RECEIVED)))
                .contains(RECEIVED);
        assertThat(codes(((Answer.Says) unknown.ask(inquiry(port, received(port), 0, RECEIVED))).reply()))
                .containsExactly(RejectionCode.OTHER);
        for (Kind kind : Kind.values()) {
            assertThat(unknown.ask(inquiry(request(kind, 1, "ACCEPT", List.of(NUMBER)), null, 0, RECEIVED)))
                    .isInstanceOf(Answer.Says.class);
        }
    }

    // ---- fixtures
    // --------------------------------------------------------------------------------------------------------

    private CarrierReply supplement(String accountNumber, Status status, String foc, String wanted) {
        CarrierRequest request = request(Kind.SUPPLEMENT, 1, accountNumber, List.of(NUMBER), moment(wanted), true);
        return reply(inquiry(request, order(request, status, moment(foc)), 0, RECEIVED));
    }

    private List<Boolean> activated(String accountNumber, int activationTry) {
        CarrierRequest request = activation(accountNumber, activationTry, NUMBER, "+12125550124");
        CarrierReply reply =
                reply(inquiry(request, order(request, Status.APPROVED, moment("2026-11-16T09:00")), 0, RECEIVED));
        return ((CarrierReply.Activated) reply)
                .numbers().stream().map(NumberOutcome::moved).toList();
    }

    private SimulatedCarrier carrier() {
        return new SimulatedCarrier(
                data,
                switches,
                new SubscriberCheck(records, (orderId, secret, hash) -> false),
                (_, numbers) -> obstacles.stream()
                        .filter(obstacle -> numbers.containsAll(obstacle.numbers()))
                        .toList());
    }

    private Instant firstAskAt(Inquiry inquiry) {
        return carrier().firstAskAt(inquiry).orElseThrow();
    }

    private Answer ask(Inquiry inquiry) {
        return carrier().ask(inquiry);
    }

    private CarrierReply reply(Inquiry inquiry) {
        return ((Answer.Says) ask(inquiry)).reply();
    }

    private static List<RejectionCode> codes(CarrierReply reply) {
        List<Reason> reasons = switch (reply) {
            case CarrierReply.Rejected rejected -> rejected.reasons();
            case CarrierReply.SupplementRefused refused -> refused.reasons();
            case CarrierReply.CancelRefused refused -> refused.reasons();
            case CarrierReply.ApprovalWithdrawn withdrawn -> withdrawn.reasons();
            default -> throw new AssertionError("no refusal: " + reply);
        };
        return reasons.stream().map(Reason::code).toList();
    }

    private static Inquiry inquiry(CarrierRequest request, @Nullable CarrierOrder order, int answered, Instant now) {
        return new Inquiry(request, order, order == null ? 0 : order.attempt(), answered, now, now);
    }

    private static CarrierOrder received(CarrierRequest request) {
        return CarrierOrder.received(request);
    }

    private static CarrierOrder order(CarrierRequest request, Status status, @Nullable LocalMoment foc) {
        CarrierOrder received = received(request);
        return new CarrierOrder(
                received.orderId(),
                received.attempt(),
                received.carrierId(),
                status,
                received.port(),
                received.requested(),
                foc,
                status == Status.ACTIVATED ? received.port().numbers() : List.of(),
                3);
    }

    private static CarrierRequest activation(String accountNumber, int activationTry, String... numbers) {
        CarrierRequest request = request(Kind.ACTIVATE, 1, accountNumber, List.of(numbers));
        return new CarrierRequest(
                request.id(),
                request.orderId(),
                request.orderNumber(),
                request.tenantId(),
                1,
                Kind.ACTIVATE,
                request.carrierId(),
                request.port(),
                request.requested(),
                activationTry,
                request.askedAt(),
                null);
    }

    private static CarrierRequest request(
            Kind kind, int attempt, @Nullable String accountNumber, List<String> numbers) {
        return request(kind, attempt, accountNumber, numbers, REQUESTED, true);
    }

    private static CarrierRequest request(
            Kind kind,
            int attempt,
            @Nullable String accountNumber,
            List<String> numbers,
            LocalMoment requested,
            boolean full) {
        return new CarrierRequest(
                new UUID(attempt, kind.ordinal()),
                ORDER,
                "PO-000001",
                "contoso",
                attempt,
                kind,
                "us-test",
                new PortDetails(
                        "US",
                        full,
                        numbers,
                        numbers.getFirst(),
                        null,
                        accountNumber,
                        null,
                        new PortDetails.AccountHolder("Contoso Ltd", null, "Ada Admin", null, null),
                        new PortDetails.ServiceAddress("1 Main St", null, "New York", "NY", "10001", "US"),
                        Map.of()),
                requested,
                0,
                RECEIVED,
                null);
    }

    private static Instant newYork(String local) {
        return LocalDateTime.parse(local).atZone(NEW_YORK).toInstant();
    }

    private static LocalMoment moment(String local) {
        return LocalMoment.of(LocalDateTime.parse(local), NEW_YORK);
    }

    private static final class Switches implements CarrierSwitches {
        private boolean rejectingAll;

        @Override
        public boolean rejectsAll(String carrierId) {
            return rejectingAll;
        }

        @Override
        public List<Switched> all() {
            return List.of();
        }

        @Override
        public void pause(String carrierId) {}

        @Override
        public void resume(String carrierId) {}

        @Override
        public void rejectAll(String carrierId, boolean on) {
            rejectingAll = on;
        }
    }

    private static final class Records implements SubscriberRecords {
        private List<SubscriberRecord> known = List.of();

        @Override
        public List<SubscriberRecord> find(Collection<String> numbers) {
            return known;
        }

        @Override
        public void load(Collection<SubscriberRecord> loaded) {
            known = List.copyOf(loaded);
        }
    }
}
