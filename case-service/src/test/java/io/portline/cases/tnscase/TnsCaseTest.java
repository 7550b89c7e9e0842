package io.portline.cases.tnscase;

import io.portline.numbering.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import static io.portline.cases.tnscase.CaseFixtures.ADA;
import static io.portline.cases.tnscase.CaseFixtures.BEN;
import static io.portline.cases.tnscase.CaseFixtures.DESK;
import static io.portline.cases.tnscase.CaseFixtures.HARU;
import static io.portline.cases.tnscase.CaseFixtures.NOW;
import static io.portline.cases.tnscase.CaseFixtures.PORTLINE;
import static org.assertj.core.api.Assertions.assertThat;

class TnsCaseTest {

    private static final List<CaseCommand> EVERY_COMMAND = List.of(
            new CaseCommand.Comment(BEN, "Any news?", List.of()),
            new CaseCommand.Resolve(ADA, ResolutionCode.SOLVED, Optional.empty()),
            new CaseCommand.Resolve(DESK, ResolutionCode.DONE, Optional.of("Done.")),
            new CaseCommand.Cancel(ADA, CancelReason.DUPLICATE, Optional.empty()),
            new CaseCommand.ChangeContacts(
                    ADA, List.of(CaseFixtures.contact(false, "Eve", "eve@contoso.example", Language.EN))),
            new CaseCommand.Take(HARU),
            new CaseCommand.Ask(DESK, "Which carrier?", List.of()),
            new CaseCommand.Answer(DESK, "Yes.", List.of()),
            new CaseCommand.Note(DESK, "A difficult one."),
            new CaseCommand.Assign(DESK, Optional.of(HARU)),
            new CaseCommand.Rate(ADA, 4, Optional.empty()));

    /** The statuses after each command by the status before; "-" where it is refused. */
    private static final Map<CaseStatus, List<String>> AFTER = Map.of(
            CaseStatus.NEW,
            List.of(
                    "NEW",
                    "RESOLVED",
                    "RESOLVED",
                    "CANCELLED",
                    "NEW",
                    "IN_PROGRESS",
                    "WAITING_FOR_CUSTOMER",
                    "IN_PROGRESS",
                    "NEW",
                    "IN_PROGRESS",
                    "-"),
            CaseStatus.IN_PROGRESS,
            List.of(
                    "IN_PROGRESS",
                    "RESOLVED",
                    "RESOLVED",
                    "CANCELLED",
                    "IN_PROGRESS",
                    "IN_PROGRESS",
                    "WAITING_FOR_CUSTOMER",
                    "IN_PROGRESS",
                    "IN_PROGRESS",
                    "IN_PROGRESS",
                    "-"),
            CaseStatus.WAITING_FOR_CUSTOMER,
            List.of(
                    "IN_PROGRESS",
                    "RESOLVED",
                    "RESOLVED",
                    "CANCELLED",
                    "WAITING_FOR_CUSTOMER",
                    "WAITING_FOR_CUSTOMER",
                    "WAITING_FOR_CUSTOMER",
                    "WAITING_FOR_CUSTOMER",
                    "WAITING_FOR_CUSTOMER",
                    "WAITING_FOR_CUSTOMER",
                    "-"),
            CaseStatus.RESOLVED,
            List.of("IN_PROGRESS", "-", "-", "-", "-", "-", "-", "-", "RESOLVED", "-", "RESOLVED"),
            CaseStatus.CANCELLED,
            List.of("-", "-", "-", "-", "-", "-", "-", "-", "CANCELLED", "-", "CANCELLED"));

    static Stream<Arguments> everyPair() {
        return Arrays.stream(CaseStatus.values())
                .flatMap(status -> java.util.stream.IntStream.range(0, EVERY_COMMAND.size())
                        .mapToObj(i -> Arguments.of(
                                status, EVERY_COMMAND.get(i), AFTER.get(status).get(i))));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void everyCommandInEveryStatusIsDecidedByTheTable(CaseStatus status, CaseCommand command, String expected) {
        TnsCase before = CaseFixtures.in(status);

        Decision decision = before.decide(command, NOW);

        if (expected.equals("-")) {
            assertThat(decision)
                    .isEqualTo(new Decision.Refused(
                            status, command.action(), PermittedActions.of(before, command.by(), NOW)));
        } else {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            TnsCase after = ((Decision.Accepted) decision).after();
            assertThat(after.status()).hasToString(expected);
            assertThat(after.revision()).isEqualTo(before.revision() + 1);
            assertThat(after.closing().isPresent()).isEqualTo(after.status().closed());
        }
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void onlyWhatTheTablePermitsIsAccepted(CaseStatus status, CaseCommand command, String expected) {
        boolean permitted = PermittedActions.of(status, command.by()).contains(command.action());

        assertThat(permitted).isEqualTo(!expected.equals("-"));
    }

    @Test
    void everyPublicEventHasTheNextVersionAndANoteHasNone() {
        TnsCase opened = CaseFixtures.opened();
        TnsCase noted = CaseFixtures.after(opened, new CaseCommand.Note(DESK, "Hm."));
        TnsCase commented = CaseFixtures.after(noted, new CaseCommand.Comment(ADA, "Hello?", List.of()));

        assertThat(opened.activityVersion()).isEqualTo(1);
        assertThat(noted.activityVersion()).isEqualTo(1);
        assertThat(noted.revision()).isEqualTo(2);
        assertThat(commented.activityVersion()).isEqualTo(2);
        assertThat(commented.revision()).isEqualTo(3);
    }

    @Test
    void aNoteDoesNotShowInWhenTheCaseWasUpdated() {
        Decision decision = CaseFixtures.opened().decide(new CaseCommand.Note(DESK, "Hm."), NOW.plusSeconds(60));

        assertThat(((Decision.Accepted) decision).after().updatedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "13, true", "14, false", "15, false"})
    void reopensAResolvedCaseWithin14Days(int days, boolean reopened) {
        TnsCase resolved = CaseFixtures.in(CaseStatus.RESOLVED);

        Decision decision = resolved.decide(
                new CaseCommand.Comment(ADA, "It came back.", List.of()), NOW.plus(Duration.ofDays(days)));

        assertThat(decision instanceof Decision.Accepted).isEqualTo(reopened);
        if (decision instanceof Decision.Accepted accepted) {
            assertThat(accepted.event()).isInstanceOf(CaseEvent.Reopened.class);
            assertThat(accepted.after().closing()).isEmpty();
        } else {
            assertThat(((Decision.Refused) decision).allowed())
                    .containsExactlyInAnyOrder(CaseAction.VIEW, CaseAction.RATE);
        }
    }

    @Test
    void reopensACaseNobodyHasTakenAsNew() {
        TnsCase resolved = CaseFixtures.after(
                CaseFixtures.opened(), new CaseCommand.Resolve(ADA, ResolutionCode.SOLVED, Optional.empty()));

        TnsCase reopened = CaseFixtures.after(resolved, new CaseCommand.Comment(ADA, "No, not yet.", List.of()));

        assertThat(reopened.status()).isEqualTo(CaseStatus.NEW);
    }

    @Test
    void whoActsFirstAtTheDeskHasTheCaseAndTakingMovesIt() {
        TnsCase answered = CaseFixtures.after(CaseFixtures.opened(), new CaseCommand.Answer(DESK, "Yes.", List.of()));
        TnsCase askedByAnother = CaseFixtures.after(answered, new CaseCommand.Ask(HARU, "Which?", List.of()));
        TnsCase taken = CaseFixtures.after(askedByAnother, new CaseCommand.Take(HARU));

        assertThat(answered.assignee()).contains(DESK);
        assertThat(askedByAnother.assignee()).contains(DESK);
        assertThat(taken.assignee()).contains(HARU);
        assertThat(taken.decide(new CaseCommand.Take(HARU), NOW)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void contactsKeepTheirIdsAndTheOpenerStaysOne() {
        TnsCase opened = CaseFixtures.opened();
        CaseContact claire = opened.additionalContacts().getFirst();

        TnsCase changed = CaseFixtures.after(
                opened,
                new CaseCommand.ChangeContacts(
                        ADA,
                        List.of(
                                CaseFixtures.contact(false, "Claire M.", "CLAIRE@contoso.example", Language.FR),
                                CaseFixtures.contact(false, "Ada again", "ada@contoso.example", Language.JA))));

        assertThat(changed.contactsRevision()).isEqualTo(2);
        assertThat(changed.contacts())
                .containsExactly(
                        opened.contacts().getFirst(),
                        new CaseContact(
                                claire.id(),
                                false,
                                "Claire M.",
                                "CLAIRE@contoso.example",
                                Language.FR,
                                claire.replyToken()));
        assertThat(changed.decide(new CaseCommand.ChangeContacts(ADA, changed.additionalContacts()), NOW))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void saysHowItWasClosed() {
        TnsCase cancelled = CaseFixtures.after(
                CaseFixtures.opened(), new CaseCommand.Cancel(ADA, CancelReason.OTHER, Optional.of("We moved.")));

        assertThat(cancelled.closing())
                .contains(new CaseClosing.Cancelled(NOW, CancelReason.OTHER, Optional.of("We moved.")));
    }

    @ParameterizedTest
    @CsvSource({"TNS-000042, 42", "tns-42, 42", "' TNS-1234567 ', 1234567"})
    void readsCaseNumbersAsPeopleWriteThem(String text, long sequence) {
        assertThat(CaseNumber.parse(text)).contains(new CaseNumber(sequence));
    }

    @Test
    void writesCaseNumbersInSixDigitsAtLeast() {
        assertThat(new CaseNumber(42)).hasToString("TNS-000042");
        assertThat(new CaseNumber(1_234_567)).hasToString("TNS-1234567");
        assertThat(CaseNumber.parse("TNS-0")).isEmpty();
        assertThat(CaseNumber.parse("42")).isEmpty();
    }

    @Test
    void aCaseGivenToNobodyIsInTheQueueAgain() {
        TnsCase taken = CaseFixtures.in(CaseStatus.IN_PROGRESS);

        TnsCase given = CaseFixtures.after(taken, new CaseCommand.Assign(DESK, Optional.of(HARU)));
        TnsCase back = CaseFixtures.after(given, new CaseCommand.Assign(HARU, Optional.empty()));

        assertThat(given.assignee()).contains(HARU);
        assertThat(back.assignee()).isEmpty();
        assertThat(back.status()).isEqualTo(CaseStatus.IN_PROGRESS);
        assertThat(back.decide(new CaseCommand.Assign(DESK, Optional.empty()), NOW))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void theDesksClockStandsWhileTheCustomerIsAskedAndGoesOnWithTheAnswer() {
        TnsCase opened = CaseFixtures.opened();
        assertThat(opened.progress().clock().firstAnswerDueBy()).contains(NOW.plus(Duration.ofHours(4)));
        assertThat(opened.progress().clock().solutionDueBy()).contains(NOW.plus(Duration.ofDays(2)));

        TnsCase asked = CaseFixtures.after(
                opened, new CaseCommand.Ask(DESK, "Which?", List.of()), NOW.plus(Duration.ofHours(1)));
        assertThat(asked.progress().clock().firstAnswerDueBy()).isEmpty();
        assertThat(asked.progress().clock().solutionDueBy()).isEmpty();
        assertThat(asked.wakeAt()).isEmpty();

        TnsCase answered = CaseFixtures.after(
                asked, new CaseCommand.Comment(ADA, "That.", List.of()), NOW.plus(Duration.ofDays(10)));
        // One of the 48 hours was used before the question.
        assertThat(answered.progress().clock().solutionDueBy())
                .contains(NOW.plus(Duration.ofDays(10)).plus(Duration.ofHours(47)));
        assertThat(answered.progress().clock().firstAnswerDueBy()).isEmpty();
    }

    @Test
    void theDeskIsOverdueFromTheInstantOnUntilItHasGivenWhatItOwes() {
        TnsCase opened = CaseFixtures.opened();
        Instant due = NOW.plus(Duration.ofHours(4));
        CaseCommand late = new CaseCommand.BecomeOverdue(PORTLINE);

        assertThat(opened.wakeAt()).contains(due);
        assertThat(opened.decide(late, due.minusMillis(1))).isInstanceOf(Decision.Unchanged.class);
        TnsCase overdue = CaseFixtures.after(opened, late, due);
        assertThat(overdue.progress().clock().overdue()).isTrue();
        assertThat(overdue.decide(late, due)).isInstanceOf(Decision.Unchanged.class);
        assertThat(overdue.wakeAt()).isEmpty();
        // A note is nothing that the customer hears of.
        assertThat(CaseFixtures.after(overdue, new CaseCommand.Note(DESK, "Hm."), due)
                        .progress()
                        .clock()
                        .overdue())
                .isTrue();
        TnsCase answered = CaseFixtures.after(overdue, new CaseCommand.Answer(DESK, "Sorry.", List.of()), due);
        assertThat(answered.progress().clock().overdue()).isFalse();
        assertThat(answered.wakeAt()).contains(NOW.plus(Duration.ofDays(2)));
    }

    @Test
    void aCaseIsDueAtTheInstantOfItsCountryAndOnlyOnce() {
        TnsCase wanted = CaseFixtures.inventoryChange();
        Instant instant = Instant.parse("2026-11-24T09:00:00Z");
        CaseCommand due = new CaseCommand.BecomeDue(PORTLINE);

        assertThat(wanted.decide(due, instant.minusMillis(1))).isInstanceOf(Decision.Unchanged.class);
        TnsCase come = CaseFixtures.after(wanted, due, instant);
        assertThat(come.progress().due()).isTrue();
        assertThat(come.numbersToCheck()).isTrue();
        assertThat(come.wakeAt()).isPresent();
        assertThat(come.decide(due, instant)).isInstanceOf(Decision.Unchanged.class);
        TnsCase checked = CaseFixtures.after(come, new CaseCommand.FindNumbersFree(PORTLINE, "All free."), instant);
        assertThat(checked.numbersToCheck()).isFalse();
        assertThat(checked.activityVersion()).isEqualTo(come.activityVersion());
        TnsCase cancelled =
                CaseFixtures.after(wanted, new CaseCommand.Cancel(ADA, CancelReason.DUPLICATE, Optional.empty()));
        assertThat(cancelled.decide(due, instant)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void aRefusedInventoryChangeThatIsReopenedIsTheDesksAndNotRefusedAgainByItself() {
        Instant instant = Instant.parse("2026-11-24T09:00:00Z");
        TnsCase due = CaseFixtures.after(CaseFixtures.inventoryChange(), new CaseCommand.BecomeDue(PORTLINE), instant);
        TnsCase refused = CaseFixtures.after(
                due,
                new CaseCommand.Resolve(PORTLINE, ResolutionCode.NOT_POSSIBLE, Optional.of("Still assigned.")),
                instant);

        TnsCase reopened = CaseFixtures.after(
                refused, new CaseCommand.Comment(ADA, "Then only the others, please.", List.of()), instant);

        assertThat(reopened.status()).isEqualTo(CaseStatus.NEW);
        assertThat(reopened.numbersToCheck()).isFalse();
        assertThat(reopened.wakeAt()).get().satisfies(next -> assertThat(next).isAfter(instant));
    }

    @Test
    void ordersAreLinkedOnceWhateverTheStatus() {
        LinkedOrder first = new LinkedOrder(UUID.randomUUID(), "PO-000001");
        LinkedOrder second = new LinkedOrder(UUID.randomUUID(), "PO-000002");
        TnsCase cancelled = CaseFixtures.in(CaseStatus.CANCELLED);

        TnsCase linked = CaseFixtures.after(cancelled, new CaseCommand.LinkOrders(DESK, List.of(first)));
        TnsCase both = CaseFixtures.after(linked, new CaseCommand.LinkOrders(DESK, List.of(first, second)));

        assertThat(both.progress().orders()).containsExactly(first, second);
        assertThat(both.status()).isEqualTo(CaseStatus.CANCELLED);
        assertThat(both.decide(new CaseCommand.LinkOrders(DESK, List.of(second)), NOW))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void onlyAPortInCaseOffersToSubmitOrders() {
        assertThat(PermittedActions.of(CaseFixtures.inventoryChange(), DESK, NOW))
                .doesNotContain(CaseAction.SUBMIT_ORDERS);
    }
}
