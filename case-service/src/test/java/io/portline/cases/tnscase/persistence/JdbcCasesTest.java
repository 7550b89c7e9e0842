package io.portline.cases.tnscase.persistence;

import io.portline.cases.RunningCases;
import io.portline.cases.tnscase.CancelReason;
import io.portline.cases.tnscase.CaseCommand;
import io.portline.cases.tnscase.CaseFixtures;
import io.portline.cases.tnscase.CaseOutcome;
import io.portline.cases.tnscase.CaseStatus;
import io.portline.cases.tnscase.CaseTimers;
import io.portline.cases.tnscase.Cases;
import io.portline.cases.tnscase.LinkedOrder;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.ResolutionCode;
import io.portline.cases.tnscase.TimelineEntry;
import io.portline.cases.tnscase.TnsCase;
import io.portline.messaging.outbox.Outbox;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.ObjectMapper;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import static io.portline.cases.tnscase.CaseFixtures.ADA;
import static io.portline.cases.tnscase.CaseFixtures.DESK;
import static io.portline.cases.tnscase.CaseFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JdbcCasesTest {

    private static final Party.Customer STRANGER = new Party.Customer("claire", "Claire", "fabrikam");

    private final RunningCases running = RunningCases.shared();
    private final Cases cases = running.bean(Cases.class);
    private final JdbcClient jdbc = running.bean(JdbcClient.class);

    @Test
    void readsBackWhatWasWrittenInEveryStatus() {
        TnsCase opened = open();

        assertThat(cases.find(ADA, opened.id())).contains(opened);
        for (CaseCommand command : List.of(
                new CaseCommand.Take(DESK),
                new CaseCommand.Ask(DESK, "Which?", List.of()),
                new CaseCommand.Comment(ADA, "That one.", List.of()),
                new CaseCommand.Resolve(DESK, ResolutionCode.DONE, Optional.of("Done.")),
                new CaseCommand.Rate(ADA, 2, Optional.of("Too fast.")),
                new CaseCommand.Comment(ADA, "No.", List.of()),
                new CaseCommand.Assign(DESK, Optional.empty()),
                new CaseCommand.LinkOrders(DESK, List.of(new LinkedOrder(UUID.randomUUID(), "PO-000007"))),
                new CaseCommand.Cancel(ADA, CancelReason.OTHER, Optional.of("Leave it.")))) {
            CaseOutcome outcome = change(command.by(), opened.id(), command);

            assertThat(cases.find(DESK, opened.id())).contains(((CaseOutcome.Done) outcome).tnsCase());
        }
        assertThat(cases.timeline(ADA, opened.id()))
                .extracting(TimelineEntry::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void aCaseOfAnotherTenantIsNeitherFoundNorChangedNorListed() {
        TnsCase opened = open();

        assertThat(cases.find(STRANGER, opened.id())).isEmpty();
        assertThat(cases.timeline(STRANGER, opened.id())).isEmpty();
        assertThat(change(STRANGER, opened.id(), new CaseCommand.Comment(STRANGER, "Hello", List.of())))
                .isInstanceOf(CaseOutcome.NotFound.class);
        assertThat(cases.find(ADA, opened.id())).contains(opened);
    }

    @Test
    void decidesAgainByWhatTheCaseIsWhenSomebodyElseWasFaster() {
        TnsCase opened = open();
        AtomicInteger asked = new AtomicInteger();

        CaseOutcome outcome = cases.change(ADA, opened.id(), _ -> true, current -> {
            if (asked.getAndIncrement() == 0) {
                change(DESK, opened.id(), new CaseCommand.Ask(DESK, "Which?", List.of()));
            }
            return current.decide(new CaseCommand.Comment(ADA, "That one.", List.of()), NOW);
        });

        assertThat(asked).hasValue(2);
        assertThat(((CaseOutcome.Done) outcome).tnsCase().status()).isEqualTo(CaseStatus.IN_PROGRESS);
        assertThat(((CaseOutcome.Done) outcome).tnsCase().activityVersion()).isEqualTo(3);
    }

    @Test
    void whatCannotBePublishedIsNotWrittenEither() {
        CaseMessages failing = (_, _) -> {
            throw new IllegalStateException("no bytes");
        };
        Cases unlucky = new JdbcCases(
                jdbc,
                running.bean(TransactionOperations.class),
                running.bean(Outbox.class),
                failing,
                running.bean(CaseTimers.class),
                running.bean(ObjectMapper.class));
        UUID id = UUID.randomUUID();

        assertThatThrownBy(() -> unlucky.add(number -> CaseFixtures.opening(id, number.sequence())))
                .hasMessage("no bytes");

        assertThat(cases.find(DESK, id)).isEmpty();
        assertThat(cases.timeline(DESK, id)).isEmpty();
    }

    private TnsCase open() {
        UUID id = UUID.randomUUID();
        return cases.add(number -> CaseFixtures.opening(id, number.sequence()));
    }

    private CaseOutcome change(Party by, UUID id, CaseCommand command) {
        return cases.change(by, id, _ -> true, current -> current.decide(command, NOW));
    }
}
