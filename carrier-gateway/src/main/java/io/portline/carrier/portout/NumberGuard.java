package io.portline.carrier.portout;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** Who decides whether our numbers may leave. */
public interface NumberGuard {

    /**
     * Asks for numbers; asked again with the same id it gives the same answer. Not within a transaction.
     *
     * @param pin handed on and forgotten
     * @throws Refused if the request itself is at fault
     */
    PortOutOutcome ask(PortOutRequest request, String carrierName, @Nullable String pin);

    /**
     * Takes a request back. Not within a transaction.
     *
     * @throws Refused if it cannot be taken back any more
     */
    PortOutOutcome cancel(PortOutOutcome asked, UUID portOutId);

    /** The call was understood and not taken; nothing has changed by it. */
    final class Refused extends RuntimeException {

        private final int status;
        private final String problem;
        private final boolean becauseOfAnother;

        /**
         * @param status as in HTTP, 400 to 499
         * @param problem the JSON of the problem as it came
         * @param becauseOfAnother whether another call with the same id stands in the way, which may have been taken
         */
        public Refused(int status, String problem, boolean becauseOfAnother) {
            super("refused with " + status);
            this.status = status;
            this.problem = problem;
            this.becauseOfAnother = becauseOfAnother;
        }

        public boolean becauseOfAnother() {
            return becauseOfAnother;
        }

        public int status() {
            return status;
        }

        public String problem() {
            return problem;
        }
    }
}
