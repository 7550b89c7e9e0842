package io.portline.order.portout;

import io.portline.numbering.LocalMoment;
import io.portline.order.portout.PortOutReason.Code;
import io.portline.order.portout.PortOutRules.Facts;
import io.portline.order.portout.PortOutRules.Judgement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Every status with every command, before and after the numbers were to leave; and every judgement. */
class PortOutRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final LocalMoment LEAVES =
            LocalMoment.at(NOW.plus(Duration.ofDays(2)), ZoneId.of("America/New_York"));
    private static final Instant REAL = Instant.parse("2026-06-01T12:00:00Z");
    private static final String ONE = "+12125550100";
    private static final String TWO = "+12125550101";

    private static PortOut in(PortOutStatus status) {
        PortOut asked = new PortOut(
                UUID.randomUUID(),
                "OUT-000001",
                "contoso",
                "W-1",
                new WinningCarrier("us-bluegrass", "Bluegrass"),
                List.of(ONE, TWO),
                LEAVES,
                PortOutStatus.REQUESTED,
                List.of(),
                null,
                List.of(),
                1,
                NOW,
                NOW);
        return status == PortOutStatus.REQUESTED ? asked : asked.with(status, NOW);
    }

    private static PortOutCommand command(String name) {
        return switch (name) {
            case "approve" -> new PortOutCommand.Approve();
            case "reject" -> new PortOutCommand.Reject(List.of(PortOutReason.of(Code.PIN_NOT_SET)), null);
            case "complete" -> new PortOutCommand.Complete();
            case "cancel" -> new PortOutCommand.Cancel();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        // status, command, due, status after, accepted, what happened
        "REQUESTED, approve,  no,  APPROVED,  yes, REQUESTED>APPROVED",
        "REQUESTED, reject,   no,  REJECTED,  yes, REQUESTED>REJECTED",
        "REQUESTED, complete, no,  REQUESTED, yes, ''",
        "REQUESTED, complete, yes, REQUESTED, yes, ''",
        "REQUESTED, cancel,   no,  CANCELLED, yes, REQUESTED>CANCELLED",
        "APPROVED,  approve,  no,  APPROVED,  no,  ''",
        "APPROVED,  reject,   no,  APPROVED,  no,  ''",
        "APPROVED,  complete, no,  APPROVED,  yes, ''",
        "APPROVED,  complete, yes, COMPLETED, yes, APPROVED>COMPLETED",
        "APPROVED,  cancel,   no,  CANCELLED, yes, APPROVED>CANCELLED",
        "APPROVED,  cancel,   yes, COMPLETED, no,  APPROVED>COMPLETED",
        "APPROVED,  reject,   yes, COMPLETED, no,  APPROVED>COMPLETED",
        "APPROVED,  approve,  yes, COMPLETED, no,  APPROVED>COMPLETED",
        "REJECTED,  approve,  no,  REJECTED,  no,  ''",
        "REJECTED,  reject,   no,  REJECTED,  no,  ''",
        "REJECTED,  complete, yes, REJECTED,  yes, ''",
        "REJECTED,  cancel,   no,  REJECTED,  no,  ''",
        "COMPLETED, approve,  yes, COMPLETED, no,  ''",
        "COMPLETED, reject,   yes, COMPLETED, no,  ''",
        "COMPLETED, complete, yes, COMPLETED, yes, ''",
        "COMPLETED, cancel,   yes, COMPLETED, no,  ''",
        "CANCELLED, approve,  no,  CANCELLED, no,  ''",
        "CANCELLED, reject,   no,  CANCELLED, no,  ''",
        "CANCELLED, complete, yes, CANCELLED, yes, ''",
        "CANCELLED, cancel,   no,  CANCELLED, yes, ''",
        "CANCELLED, cancel,   yes, CANCELLED, yes, ''"
    })
    void decidesByTheTable(
            PortOutStatus status, String command, String due, PortOutStatus after, String accepted, String happened) {
        Instant now = due.equals("yes") ? LEAVES.instant() : LEAVES.instant().minusSeconds(1);
        PortOutDecision decision = PortOutRules.decide(in(status), command(command), now);

        assertThat(decision.portOut().status()).isEqualTo(after);
        assertThat(decision instanceof PortOutDecision.Accepted).isEqualTo(accepted.equals("yes"));
        assertThat(decision.happened())
                .extracting(it -> it.from() + ">" + it.after().status())
                .containsExactlyElementsOf(happened.isEmpty() ? List.of() : List.of(happened));
    }

    @Test
    void theTableHoldsEveryStatusWithEveryCommand() throws NoSuchMethodException {
        String[] rows = PortOutRulesTest.class
                .getDeclaredMethod(
                        "decidesByTheTable",
                        PortOutStatus.class,
                        String.class,
                        String.class,
                        PortOutStatus.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class)
                .value();
        Set<String> pairs = new HashSet<>();
        Arrays.stream(rows)
                .map(row -> row.split(","))
                .forEach(cells -> pairs.add(cells[0].strip() + " " + cells[1].strip()));
        assertThat(pairs).hasSize(PortOutStatus.values().length * PortOutCommand.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @EnumSource(PortOutStatus.class)
    void tellsWhenTheNumbersLeaveOnlyOfThoseThatDo(PortOutStatus status) {
        assertThat(in(status).completesAt() != null)
                .isEqualTo(status == PortOutStatus.APPROVED || status == PortOutStatus.COMPLETED);
    }

    private static Facts facts(PinCheck pin, PinAttempts attempts) {
        return new Facts(List.of(ONE, TWO), Map.of(ONE, "contoso", TWO, "contoso"), Set.of(), pin, attempts);
    }

    private static List<Code> codes(Judgement judgement) {
        return judgement.command() instanceof PortOutCommand.Reject reject
                ? reject.reasons().stream().map(PortOutReason::code).toList()
                : List.of();
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_NEEDED, ''",
        "RIGHT,      ''",
        "NOT_SET,    PIN_NOT_SET",
        "MISSING,    PIN_MISSING_OR_INVALID",
        "WRONG,      PIN_MISSING_OR_INVALID"
    })
    void judgesThePin(PinCheck pin, String code) {
        Judgement judgement =
                PortOutRules.judge(facts(pin, PinAttempts.NONE), REAL).orElseThrow();
        assertThat(codes(judgement)).extracting(Code::name).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
        assertThat(judgement.attempts().wrongAt()).hasSize(pin == PinCheck.WRONG ? 1 : 0);
    }

    @Test
    void refusesARightPinToo_whileTheCarrierIsLockedOut() {
        PinAttempts locked = new PinAttempts(List.of(), REAL.plusSeconds(60));
        for (PinCheck pin : List.of(PinCheck.RIGHT, PinCheck.WRONG, PinCheck.MISSING, PinCheck.NOT_LOOKED_AT)) {
            Judgement judgement = PortOutRules.judge(facts(pin, locked), REAL).orElseThrow();
            assertThat(codes(judgement)).containsExactly(Code.CARRIER_LOCKED);
            assertThat(judgement.attempts()).isEqualTo(locked);
            assertThat(((PortOutCommand.Reject) judgement.command()).lockedUntil())
                    .isEqualTo(REAL.plusSeconds(60));
        }
        assertThat(codes(PortOutRules.judge(facts(PinCheck.NOT_NEEDED, locked), REAL)
                        .orElseThrow()))
                .isEmpty();
    }

    @Test
    void asksForAnotherLookWhenTheLockHasEndedMeanwhile() {
        PinAttempts over = new PinAttempts(List.of(), REAL);
        assertThat(PortOutRules.judge(facts(PinCheck.NOT_LOOKED_AT, over), REAL))
                .isEmpty();
    }

    @Test
    void tellsEverythingThatIsWrongAndCountsAWrongPinAllTheSame() {
        Judgement judgement = PortOutRules.judge(
                        new Facts(
                                List.of(ONE, TWO),
                                Map.of(ONE, "contoso"),
                                Set.of(ONE),
                                PinCheck.WRONG,
                                PinAttempts.NONE),
                        REAL)
                .orElseThrow();
        assertThat(((PortOutCommand.Reject) judgement.command()).reasons())
                .containsExactly(
                        new PortOutReason(Code.NUMBER_NOT_FOUND, List.of(TWO)),
                        new PortOutReason(Code.PENDING_ORDER, List.of(ONE)),
                        PortOutReason.of(Code.PIN_MISSING_OR_INVALID));
        assertThat(judgement.attempts().wrongAt()).containsExactly(REAL);
    }

    @Test
    void theFifthWrongPinLocksAndSaysUntilWhen() {
        PinAttempts four = new PinAttempts(
                List.of(
                        REAL.minusSeconds(3000),
                        REAL.minusSeconds(2000),
                        REAL.minusSeconds(1000),
                        REAL.minusSeconds(1)),
                null);
        Judgement judgement =
                PortOutRules.judge(facts(PinCheck.WRONG, four), REAL).orElseThrow();
        assertThat(codes(judgement)).containsExactly(Code.PIN_MISSING_OR_INVALID);
        assertThat(((PortOutCommand.Reject) judgement.command()).lockedUntil())
                .isEqualTo(REAL.plus(PinAttempts.LOCKED_FOR));
    }

    @Test
    void namesNoNumberWhenSeveralTenantsAreConcerned() {
        assertThat(PortOutRules.unattributable(Map.of())).contains(PortOutReason.of(Code.NUMBER_NOT_FOUND));
        assertThat(PortOutRules.unattributable(Map.of(ONE, "contoso"))).isEmpty();
        assertThat(PortOutRules.unattributable(Map.of(ONE, "contoso", TWO, "fabrikam")))
                .contains(PortOutReason.of(Code.SPLIT_REQUIRED));
    }
}
