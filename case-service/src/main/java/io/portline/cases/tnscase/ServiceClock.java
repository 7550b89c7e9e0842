package io.portline.cases.tnscase;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long the desk has held a case: runs while the desk has to act, stands while we wait for the customer or the case is
 * closed. All in business time.
 *
 * @param target what is owed; that of the case's category when it was opened
 * @param ran how long it ran before {@code runningSince}
 * @param runningSince empty while it stands
 * @param answered whether the desk has given its first answer
 * @param overdue whether the desk was found late and still is
 */
public record ServiceClock(
        ServiceTarget target, Duration ran, Optional<Instant> runningSince, boolean answered, boolean overdue) {

    /** The clock of a case that is opened now. */
    static ServiceClock started(ServiceTarget target, Instant now) {
        return new ServiceClock(target, Duration.ZERO, Optional.of(now), false, false);
    }

    /** By when the desk owes its first answer; empty once given and while the clock stands. */
    public Optional<Instant> firstAnswerDueBy() {
        return answered ? Optional.empty() : dueBy(target.firstAnswer());
    }

    /** By when the desk owes a solution; empty while the clock stands. */
    public Optional<Instant> solutionDueBy() {
        return dueBy(target.solution());
    }

    /** Whether something owed is not there although its time has come. */
    public boolean late(Instant now) {
        return soonestDue().filter(due -> !now.isBefore(due)).isPresent();
    }

    /** When the desk will be late unless it acts; empty if it was found late already. */
    Optional<Instant> nextLate() {
        return overdue ? Optional.empty() : soonestDue();
    }

    /** The clock after something happened: running or not, and no longer overdue if nothing owed is late now. */
    ServiceClock after(boolean runs, boolean answeredNow, Instant now) {
        ServiceClock changed = new ServiceClock(
                target,
                runs ? ran : elapsed(now),
                runs ? Optional.of(runningSince.orElse(now)) : Optional.empty(),
                answered || answeredNow,
                overdue);
        return new ServiceClock(
                target, changed.ran, changed.runningSince, changed.answered, overdue && changed.late(now));
    }

    ServiceClock foundLate() {
        return new ServiceClock(target, ran, runningSince, answered, true);
    }

    private Duration elapsed(Instant now) {
        return runningSince.map(since -> ran.plus(Duration.between(since, now))).orElse(ran);
    }

    private Optional<Instant> soonestDue() {
        return Stream.of(firstAnswerDueBy(), solutionDueBy())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private Optional<Instant> dueBy(Duration owed) {
        return runningSince.map(since -> since.plus(owed).minus(ran));
    }
}
