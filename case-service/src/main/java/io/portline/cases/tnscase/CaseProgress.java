package io.portline.cases.tnscase;

import java.util.List;
import java.util.Optional;

/**
 * How far a case has come.
 *
 * @param due whether the requested date and time has come
 * @param numbersChecked whether the numbers of an inventory change that is due were found free to change
 * @param orders the port orders linked to the case, in the order of linking
 */
public record CaseProgress(
        ServiceClock clock, boolean due, boolean numbersChecked, List<LinkedOrder> orders, Optional<Rating> rating) {

    public CaseProgress {
        orders = List.copyOf(orders);
    }

    static CaseProgress begun(ServiceClock clock) {
        return new CaseProgress(clock, false, false, List.of(), Optional.empty());
    }

    CaseProgress with(ServiceClock changed) {
        return new CaseProgress(changed, due, numbersChecked, orders, rating);
    }

    CaseProgress whenDue() {
        return new CaseProgress(clock, true, numbersChecked, orders, rating);
    }

    CaseProgress withNumbersChecked() {
        return new CaseProgress(clock, due, true, orders, rating);
    }

    CaseProgress with(List<LinkedOrder> linked) {
        return new CaseProgress(clock, due, numbersChecked, linked, rating);
    }

    CaseProgress with(Rating given) {
        return new CaseProgress(clock, due, numbersChecked, orders, Optional.of(given));
    }
}
