package io.portline.order.portorder;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeCheckTest {

    private static final Carrier CARRIER = Orders.carrier("us-cascadia", "US");

    @Test
    void findsNothingInAGoodOrder() {
        assertThat(IntakeCheck.faults(Orders.submitted(), Optional.of(CARRIER), Set.of()))
                .isEmpty();
    }

    @Test
    void findsEverythingThatHasChangedSinceTheSubmission() {
        assertThat(IntakeCheck.faults(Orders.submitted(), Optional.empty(), Set.of(Orders.SECOND)))
                .allMatch(reason -> reason.source() == RejectionReason.Source.INTAKE)
                .extracting(RejectionReason::code)
                .containsExactly("NUMBER_NOT_PORTABLE", "INTERNAL_PORT");
    }

    @Test
    void countsTheCarriersAnswerInItsOwnBusinessHours() {
        // Monday 10:10 in New York plus 18 business hours of 9 a day: Wednesday 10:10.
        assertThat(CARRIER.answerDueBy(Orders.INTAKE)).isEqualTo("2026-11-25T15:10:00Z");
    }
}
