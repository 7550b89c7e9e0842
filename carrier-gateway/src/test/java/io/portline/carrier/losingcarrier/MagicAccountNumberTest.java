package io.portline.carrier.losingcarrier;

import io.portline.carrier.losingcarrier.MagicAccountNumber.ActivationFailure;
import io.portline.carrier.losingcarrier.MagicAccountNumber.Malformed;
import io.portline.carrier.losingcarrier.MagicAccountNumber.Ordinary;
import io.portline.carrier.losingcarrier.MagicAccountNumber.Script;
import io.portline.carrier.losingcarrier.MagicAccountNumber.Spell;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class MagicAccountNumberTest {

    private static final PlannedOutcome ACCEPT = new PlannedOutcome.Accept();

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"8837741", "ACME-REJECT", "ACCEPTED", "A+B", "silentium", "FOCUS-1"})
    void leavesOrdinaryAccountNumbersAlone(@Nullable String accountNumber) {
        assertThat(MagicAccountNumber.read(accountNumber)).isEqualTo(new Ordinary());
    }

    static Stream<Arguments> scripts() {
        return Stream.of(
                Arguments.of("ACCEPT", new Script(ACCEPT, null, null, null, null, false, false, null)),
                Arguments.of(" accept ", new Script(ACCEPT, null, null, null, null, false, false, null)),
                Arguments.of(
                        "REJECT-NAME_MISMATCH",
                        new Script(rejects(RejectionCode.NAME_MISMATCH), null, null, null, null, false, false, null)),
                Arguments.of(
                        "REJECT-NAME_MISMATCH, BTN_MISMATCH",
                        new Script(
                                rejects(RejectionCode.NAME_MISMATCH, RejectionCode.BTN_MISMATCH),
                                null,
                                null,
                                null,
                                null,
                                false,
                                false,
                                null)),
                Arguments.of(
                        "SILENT", new Script(new PlannedOutcome.Silent(), null, null, null, null, false, false, null)),
                Arguments.of(
                        "DELAY-PT2H30M",
                        new Script(ACCEPT, Duration.ofMinutes(150), null, null, null, false, false, null)),
                Arguments.of("FOC-P2D", new Script(ACCEPT, null, Duration.ofDays(2), null, null, false, false, null)),
                Arguments.of(
                        "MOVE-FOC--P1D", new Script(ACCEPT, null, null, Duration.ofDays(-1), null, false, false, null)),
                Arguments.of(
                        "WITHDRAW-PT4H", new Script(ACCEPT, null, null, null, Duration.ofHours(4), false, false, null)),
                Arguments.of("REFUSE-SUPPLEMENT", new Script(ACCEPT, null, null, null, null, true, false, null)),
                Arguments.of("REFUSE-CANCEL", new Script(ACCEPT, null, null, null, null, false, true, null)),
                Arguments.of(
                        "FAIL-ACTIVATION-3",
                        new Script(ACCEPT, null, null, null, null, false, false, new ActivationFailure(3, null))),
                Arguments.of(
                        "FAIL-ACTIVATION-9-2",
                        new Script(ACCEPT, null, null, null, null, false, false, new ActivationFailure(9, 2))),
                Arguments.of(
                        "FOC-PT12H+MOVE-FOC-P2D+DELAY-PT0S",
                        new Script(
                                ACCEPT,
                                Duration.ZERO,
                                Duration.ofHours(12),
                                Duration.ofDays(2),
                                null,
                                false,
                                false,
                                null)),
                Arguments.of(
                        "DELAY-PT1H+REJECT-OTHER",
                        new Script(
                                rejects(RejectionCode.OTHER),
                                Duration.ofHours(1),
                                null,
                                null,
                                null,
                                false,
                                false,
                                null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void readsWhatTheCarrierIsToDo(String accountNumber, Script script) {
        assertThat(MagicAccountNumber.read(accountNumber)).isEqualTo(script);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "REJECT-          | \"\" is not a rejection code",
                "REJECT-TYPO      | \"TYPO\" is not a rejection code",
                "REJECT-OTHER,NOPE| \"NOPE\" is not a rejection code",
                "DELAY-2H         | \"2H\" is no ISO 8601 duration",
                "DELAY--PT2H      | takes no negative duration",
                "FOC-P1M          | \"P1M\" is no ISO 8601 duration of days, hours, minutes and seconds",
                "FOC-P400D        | takes at most 366 days",
                "MOVE-FOC-PT0S    | stays where it is",
                "FAIL-ACTIVATION-x| \"X\" is no count of tries",
                "ACCEPT+SILENT    | only one of ACCEPT, REJECT-… and SILENT",
                "ACCEPT+ACCEPT    | ACCEPT is given twice",
                "SILENT+FOC-PT1H  | FOC-<ISO duration> needs a port that is accepted",
                "MOVE-FOC-P1D+WITHDRAW-PT1H | moves no date",
                "ACCEPT+HELLO     | \"HELLO\" is not one of ACCEPT, REJECT-<CODE>[,<CODE>], SILENT"
            })
    void saysWhatIsWrongWithAMalformedOne(String accountNumber, String problem) {
        assertThat(MagicAccountNumber.read(accountNumber))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.problem()).contains(problem));
    }

    @ParameterizedTest
    @EnumSource(Spell.class)
    void canBeUsedAsTheListOfThemShows(Spell spell) {
        assertThat(MagicAccountNumber.read(spell.example())).isInstanceOf(Script.class);
        assertThat(spell.effect()).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(Spell.class)
    void isDocumentedAsTheListShowsIt(Spell spell) throws IOException {
        assertThat(Files.readString(Path.of("../docs/carriers.md")))
                .contains("| `" + spell.form() + "` | " + spell.effect() + " |");
    }

    @Test
    void doesNotTakeMovingTheDateForTheDateItself() {
        assertThat(MagicAccountNumber.read("MOVE-FOC-PT1H"))
                .isInstanceOfSatisfying(
                        Script.class, script -> assertThat(script.focAfter()).isNull());
    }

    private static PlannedOutcome rejects(RejectionCode... codes) {
        return new PlannedOutcome.Reject(List.of(codes));
    }
}
