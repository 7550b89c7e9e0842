package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import static io.portline.cases.tnscase.CaseAction.ANSWER;
import static io.portline.cases.tnscase.CaseAction.ASK;
import static io.portline.cases.tnscase.CaseAction.ASSIGN;
import static io.portline.cases.tnscase.CaseAction.CANCEL;
import static io.portline.cases.tnscase.CaseAction.CHANGE_CONTACTS;
import static io.portline.cases.tnscase.CaseAction.COMMENT;
import static io.portline.cases.tnscase.CaseAction.NOTE;
import static io.portline.cases.tnscase.CaseAction.RATE;
import static io.portline.cases.tnscase.CaseAction.RESOLVE;
import static io.portline.cases.tnscase.CaseAction.SUBMIT_ORDERS;
import static io.portline.cases.tnscase.CaseAction.TAKE;
import static io.portline.cases.tnscase.CaseAction.VIEW;

/**
 * Which actions a status permits to whom: the one table from which the guard of {@link TnsCase#decide}, the API's
 * {@code actions}, the buttons of the screens and the refusals all follow.
 */
public final class PermittedActions {

    private static final Map<CaseStatus, Set<CaseAction>> CUSTOMER = new EnumMap<>(Map.of(
            CaseStatus.NEW, EnumSet.of(VIEW, COMMENT, RESOLVE, CANCEL, CHANGE_CONTACTS),
            CaseStatus.IN_PROGRESS, EnumSet.of(VIEW, COMMENT, RESOLVE, CANCEL, CHANGE_CONTACTS),
            CaseStatus.WAITING_FOR_CUSTOMER, EnumSet.of(VIEW, COMMENT, RESOLVE, CANCEL, CHANGE_CONTACTS),
            CaseStatus.RESOLVED, EnumSet.of(VIEW, COMMENT, RATE),
            CaseStatus.CANCELLED, EnumSet.of(VIEW, RATE)));

    private static final Map<CaseStatus, Set<CaseAction>> DESK = new EnumMap<>(Map.of(
            CaseStatus.NEW, EnumSet.of(VIEW, TAKE, ASSIGN, ASK, ANSWER, NOTE, RESOLVE, SUBMIT_ORDERS),
            CaseStatus.IN_PROGRESS, EnumSet.of(VIEW, TAKE, ASSIGN, ASK, ANSWER, NOTE, RESOLVE, SUBMIT_ORDERS),
            CaseStatus.WAITING_FOR_CUSTOMER, EnumSet.of(VIEW, TAKE, ASSIGN, ASK, ANSWER, NOTE, RESOLVE, SUBMIT_ORDERS),
            CaseStatus.RESOLVED, EnumSet.of(VIEW, NOTE),
            CaseStatus.CANCELLED, EnumSet.of(VIEW, NOTE)));

    /** Time and orders close nothing but what has become impossible. */
    private static final Map<CaseStatus, Set<CaseAction>> AUTOMATIC = new EnumMap<>(Map.of(
            CaseStatus.NEW, EnumSet.of(VIEW, RESOLVE),
            CaseStatus.IN_PROGRESS, EnumSet.of(VIEW, RESOLVE),
            CaseStatus.WAITING_FOR_CUSTOMER, EnumSet.of(VIEW, RESOLVE),
            CaseStatus.RESOLVED, EnumSet.of(VIEW),
            CaseStatus.CANCELLED, EnumSet.of(VIEW)));

    private PermittedActions() {}

    /** The row of the table, whatever the time. */
    public static Set<CaseAction> of(CaseStatus status, Party party) {
        Map<CaseStatus, Set<CaseAction>> table = switch (party) {
            case Party.Customer _ -> CUSTOMER;
            case Party.Desk _ -> DESK;
            case Party.Automatic _ -> AUTOMATIC;
        };
        return Collections.unmodifiableSet(table.getOrDefault(status, EnumSet.noneOf(CaseAction.class)));
    }

    /**
     * What may be done with a case now: the table's row, without the comment that would reopen a case resolved too long
     * ago, and without orders where the case is not about porting in.
     *
     * @param now business time
     */
    public static Set<CaseAction> of(TnsCase tnsCase, Party party, Instant now) {
        Set<CaseAction> row = EnumSet.copyOf(of(tnsCase.status(), party));
        if (tnsCase.status() == CaseStatus.RESOLVED && !tnsCase.reopenable(now)) {
            row.remove(COMMENT);
        }
        if (tnsCase.type().filter(CaseType.PORT_IN::equals).isEmpty()) {
            row.remove(SUBMIT_ORDERS);
        }
        return Collections.unmodifiableSet(row);
    }
}
