package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import static io.portline.cases.tnscase.CaseAction.ANSWER;
import static io.portline.cases.tnscase.CaseAction.ASK;
import static io.portline.cases.tnscase.CaseAction.CANCEL;
import static io.portline.cases.tnscase.CaseAction.CHANGE_CONTACTS;
import static io.portline.cases.tnscase.CaseAction.COMMENT;
import static io.portline.cases.tnscase.CaseAction.NOTE;
import static io.portline.cases.tnscase.CaseAction.RESOLVE;
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
            CaseStatus.RESOLVED, EnumSet.of(VIEW, COMMENT),
            CaseStatus.CANCELLED, EnumSet.of(VIEW)));

    private static final Map<CaseStatus, Set<CaseAction>> DESK = new EnumMap<>(Map.of(
            CaseStatus.NEW, EnumSet.of(VIEW, TAKE, ASK, ANSWER, NOTE, RESOLVE),
            CaseStatus.IN_PROGRESS, EnumSet.of(VIEW, TAKE, ASK, ANSWER, NOTE, RESOLVE),
            CaseStatus.WAITING_FOR_CUSTOMER, EnumSet.of(VIEW, TAKE, ASK, ANSWER, NOTE, RESOLVE),
            CaseStatus.RESOLVED, EnumSet.of(VIEW, NOTE),
            CaseStatus.CANCELLED, EnumSet.of(VIEW, NOTE)));

    private PermittedActions() {}

    /** The row of the table, whatever the time. */
    public static Set<CaseAction> of(CaseStatus status, Party party) {
        Map<CaseStatus, Set<CaseAction>> table = switch (party) {
            case Party.Customer _ -> CUSTOMER;
            case Party.Desk _ -> DESK;
        };
        return Collections.unmodifiableSet(table.getOrDefault(status, EnumSet.noneOf(CaseAction.class)));
    }

    /**
     * What may be done with a case now: the table's row, without the comment that would reopen a case resolved too long
     * ago.
     *
     * @param now business time
     */
    public static Set<CaseAction> of(TnsCase tnsCase, Party party, Instant now) {
        Set<CaseAction> row = of(tnsCase.status(), party);
        if (tnsCase.status() != CaseStatus.RESOLVED || tnsCase.reopenable(now) || !row.contains(COMMENT)) {
            return row;
        }
        Set<CaseAction> rest = EnumSet.copyOf(row);
        rest.remove(COMMENT);
        return Collections.unmodifiableSet(rest);
    }
}
