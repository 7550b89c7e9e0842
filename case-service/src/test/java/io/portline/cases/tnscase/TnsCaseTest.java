package io.portline.cases.tnscase;

import io.portline.numbering.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
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
import static org.assertj.core.api.Assertions.assertThat;

class TnsCaseTest {

    private static final List<CaseCommand> EVERY_COMMAND = List.of(
            new CaseCommand.Comment(BEN, "Any news?", List.of()),
            new CaseCommand.Resolve(ADA, ResolutionCode.SOLVED, Optional.empty()),
            new CaseCommand.Resolve(DESK, ResolutionCode.DONE, Optional.of("Done.")),
            new CaseCommand.Cancel(ADA, CancelReason.DUPLICATE, Optional.empty()),
            new CaseCommand.ChangeContacts(
                    ADA, List.of(new CaseContact(UUID.randomUUID(), false, "Eve", "eve@contoso.example", Language.EN))),
            new CaseCommand.Take(HARU),
            new CaseCommand.Ask(DESK, "Which carrier?"),
            new CaseCommand.Answer(DESK, "Yes."),
            new CaseCommand.Note(DESK, "A difficult one."));

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
                    "NEW"),
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
                    "IN_PROGRESS"),
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
                    "WAITING_FOR_CUSTOMER"),
            CaseStatus.RESOLVED,
            List.of("IN_PROGRESS", "-", "-", "-", "-", "-", "-", "-", "RESOLVED"),
            CaseStatus.CANCELLED,
            List.of("-", "-", "-", "-", "-", "-", "-", "-", "CANCELLED"));

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
            assertThat(((Decision.Refused) decision).allowed()).containsExactly(CaseAction.VIEW);
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
        TnsCase answered = CaseFixtures.after(CaseFixtures.opened(), new CaseCommand.Answer(DESK, "Yes."));
        TnsCase askedByAnother = CaseFixtures.after(answered, new CaseCommand.Ask(HARU, "Which?"));
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
                                new CaseContact(
                                        UUID.randomUUID(), false, "Claire M.", "CLAIRE@contoso.example", Language.FR),
                                new CaseContact(
                                        UUID.randomUUID(), false, "Ada again", "ada@contoso.example", Language.JA))));

        assertThat(changed.contactsRevision()).isEqualTo(2);
        assertThat(changed.contacts())
                .containsExactly(
                        opened.contacts().getFirst(),
                        new CaseContact(claire.id(), false, "Claire M.", "CLAIRE@contoso.example", Language.FR));
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
}
