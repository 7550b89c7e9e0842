package io.portline.carrier.losingcarrier;

import io.portline.carrier.losingcarrier.AnswerMix.Weighted;
import io.portline.numbering.RejectionCode;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AnswerMixTest {

    private static final UUID ORDER = UUID.fromString("0193a5c2-7c00-7000-8000-000000000001");

    private static final double GOLDEN_FIRST_ATTEMPT = 0.176903708414325;
    private static final double GOLDEN_SECOND_ATTEMPT = 0.25160839787102196;

    private final AnswerMix mix = new AnswerMix(
            60,
            10,
            List.of(new Weighted(RejectionCode.ADDRESS_MISMATCH, 20), new Weighted(RejectionCode.NAME_MISMATCH, 10)));

    @Test
    void drawsTheSameForTheSameOrderAndAttemptOnEveryMachine() {
        // Written down, not computed: another number here means that orders would be answered differently after an
        // update.
        assertThat(new Chance(ORDER, 1).of("outcome")).isEqualTo(GOLDEN_FIRST_ATTEMPT);
        assertThat(new Chance(ORDER, 2).of("outcome")).isEqualTo(GOLDEN_SECOND_ATTEMPT);
    }

    @Test
    void canAnswerACorrectedRequestDifferently() {
        assertThat(IntStream.rangeClosed(1, 30)
                        .mapToObj(
                                attempt -> mix.draw(new Chance(ORDER, attempt)).getClass())
                        .distinct())
                .hasSize(3);
    }

    @Test
    void drawsByItsWeights() {
        Map<Class<?>, Long> drawn = IntStream.range(0, 20_000)
                .mapToObj(i -> mix.draw(new Chance(new UUID(7, i), 1)))
                .collect(Collectors.groupingBy(PlannedOutcome::getClass, Collectors.counting()));

        assertThat(drawn.get(PlannedOutcome.Accept.class)).isBetween(11_600L, 12_400L);
        assertThat(drawn.get(PlannedOutcome.Silent.class)).isBetween(1_800L, 2_200L);
        assertThat(drawn.get(PlannedOutcome.Reject.class)).isBetween(5_700L, 6_300L);
    }

    @Test
    void givesSomeRejectionsTwoDifferentReasons() {
        List<List<RejectionCode>> rejections = IntStream.range(0, 2_000)
                .mapToObj(i -> mix.draw(new Chance(new UUID(8, i), 1)))
                .filter(PlannedOutcome.Reject.class::isInstance)
                .map(outcome -> ((PlannedOutcome.Reject) outcome).codes())
                .toList();

        assertThat(rejections).allSatisfy(codes -> assertThat(codes).doesNotHaveDuplicates());
        assertThat(rejections.stream().collect(Collectors.groupingBy(List::size, Collectors.counting())))
                .containsOnlyKeys(1, 2);
    }

    @Test
    void refusesWeightsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AnswerMix(0, 0, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new AnswerMix(-1, 5, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnswerMix(
                        1, 0, List.of(new Weighted(RejectionCode.OTHER, 1), new Weighted(RejectionCode.OTHER, 1))));
    }

    @Test
    void answersHalfOfTheTimeFasterThanTheMedian() {
        ResponseTimes times = new ResponseTimes(Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofHours(18));

        assertThat(List.of(0.0, 0.5, 0.75, 1.0).stream()
                        .map(times::at)
                        .collect(Collectors.toMap(Function.identity(), d -> d)))
                .containsOnlyKeys(
                        Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofMinutes(450), Duration.ofHours(18));
    }
}
