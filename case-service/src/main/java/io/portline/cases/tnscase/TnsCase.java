package io.portline.cases.tnscase;

import io.portline.numbering.Country;
import io.portline.numbering.LocalMoment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A case at one moment. Immutable: {@link #decide} says what a command makes of it.
 *
 * @param tenantId whose it is
 * @param openedBy who opened it: somebody of the tenant, or Portline for an order of the tenant
 * @param type empty for an inquiry that names none
 * @param fields the fields of the type, checked, by name; texts, whole numbers and truth values
 * @param numbers E.164, as listed or read from the CSV file
 * @param requested the date and time asked for, by the clocks of the case's country
 * @param assignee who at the desk has it
 * @param closing how it was closed; empty while open
 * @param progress the clocks that run for the desk, and what has come about
 * @param activityVersion how many public events there were: the version in {@code support.case-activity.v1}
 * @param contactsRevision how often the contacts were set: the version in {@code support.contacts.v1}
 * @param revision how often the row was written: what ETags show
 */
public record TnsCase(
        UUID id,
        CaseNumber number,
        String tenantId,
        Party openedBy,
        CaseCategory category,
        Optional<CaseType> type,
        Country country,
        String title,
        String description,
        Map<String, Object> fields,
        List<String> numbers,
        Optional<LocalMoment> requested,
        List<CaseContact> contacts,
        CaseStatus status,
        Optional<Party.Desk> assignee,
        Instant openedAt,
        Instant updatedAt,
        Optional<CaseClosing> closing,
        CaseProgress progress,
        long activityVersion,
        long contactsRevision,
        long revision) {

    /** How long after it was resolved a comment reopens a case; business time. */
    public static final Duration REOPENABLE_FOR = Duration.ofDays(14);

    public TnsCase {
        fields = Map.copyOf(fields);
        numbers = List.copyOf(numbers);
        contacts = List.copyOf(contacts);
        if (status.closed() != closing.isPresent()) {
            throw new IllegalArgumentException("A case says how it was closed if and only if it is closed");
        }
    }

    /**
     * The case as opened, and the first entry of its timeline.
     *
     * @param by somebody of the tenant, or nobody
     * @param orders port orders that it is about from the beginning
     * @param target what the desk owes from now on
     */
    public static Decision.Accepted open(
            UUID id,
            CaseNumber number,
            String tenantId,
            CheckedCase checked,
            Party by,
            List<CaseContact> contacts,
            List<LinkedOrder> orders,
            ServiceTarget target,
            Instant now) {
        TnsCase opened = new TnsCase(
                id,
                number,
                tenantId,
                by,
                checked.category(),
                checked.type(),
                checked.country(),
                checked.title(),
                checked.description(),
                checked.fields(),
                checked.numbers(),
                checked.requested(),
                contacts,
                CaseStatus.NEW,
                Optional.empty(),
                now,
                now,
                Optional.empty(),
                CaseProgress.begun(ServiceClock.started(target, now)).with(orders),
                1,
                1,
                1);
        return new Decision.Accepted(new CaseEvent.Opened(now, by, checked.documents()), opened);
    }

    /**
     * What the command does to this case.
     *
     * @param now business time
     */
    public Decision decide(CaseCommand command, Instant now) {
        Set<CaseAction> allowed = PermittedActions.of(this, command.by(), now);
        if (!allowed.contains(command.action())) {
            return new Decision.Refused(status, command.action(), allowed);
        }
        return switch (command) {
            case CaseCommand.Comment(var by, var text, var documents) -> comment(by, text, documents, now);
            case CaseCommand.Resolve(var by, var resolution, var words) ->
                accepted(
                        new CaseEvent.Resolved(now, by, resolution, words),
                        answeredByNumbers(by)
                                .closed(CaseStatus.RESOLVED, new CaseClosing.Resolved(now, resolution, words), by));
            case CaseCommand.Cancel(var by, var reason, var words) ->
                accepted(
                        new CaseEvent.Cancelled(now, by, reason, words),
                        closed(CaseStatus.CANCELLED, new CaseClosing.Cancelled(now, reason, words), by));
            case CaseCommand.ChangeContacts(var by, var additional) -> changeContacts(by, additional, now);
            case CaseCommand.Rate(var by, var stars, var words) ->
                accepted(
                        new CaseEvent.Rated(now, by, stars, words), with(progress.with(new Rating(stars, words, now))));
            case CaseCommand.Take(var by) -> assign(by, Optional.of(by), now);
            case CaseCommand.Assign(var by, var to) -> assign(by, to, now);
            case CaseCommand.Ask(var by, var text, var documents) ->
                accepted(
                        new CaseEvent.Asked(now, by, text, documents),
                        with(CaseStatus.WAITING_FOR_CUSTOMER, keptOr(by)));
            case CaseCommand.Answer(var by, var text, var documents) ->
                accepted(new CaseEvent.Commented(now, by, text, documents), with(takenUp(), keptOr(by)));
            case CaseCommand.Note(var by, var text) -> accepted(new CaseEvent.Noted(now, by, text), this);
            case CaseCommand.Release(var by, var document) ->
                accepted(new CaseEvent.DocumentReleased(now, by, List.of(document)), this);
            case CaseCommand.LinkOrders(var by, var orders) -> link(by, orders, now);
            case CaseCommand.BecomeDue(var by) ->
                dueNow(now)
                        ? accepted(new CaseEvent.BecameDue(now, by), with(progress.whenDue()))
                        : new Decision.Unchanged();
            case CaseCommand.BecomeOverdue(var by) ->
                !progress.clock().overdue() && progress.clock().late(now)
                        ? accepted(
                                new CaseEvent.BecameOverdue(now, by),
                                with(progress.with(progress.clock().foundLate())))
                        : new Decision.Unchanged();
            case CaseCommand.FindNumbersFree(var by, var text) ->
                numbersToCheck()
                        ? accepted(new CaseEvent.Noted(now, by, text), with(progress.withNumbersChecked()))
                        : new Decision.Unchanged();
        };
    }

    /** Whether the requested date and time has come and nobody has said so yet; business time. */
    public boolean dueNow(Instant now) {
        return !status.closed()
                && !progress.due()
                && requested.filter(moment -> !now.isBefore(moment.instant())).isPresent();
    }

    /** Whether it has to be asked now which of the numbers are still assigned. */
    public boolean numbersToCheck() {
        return progress.due()
                && !progress.numbersChecked()
                && !status.closed()
                && !numbers.isEmpty()
                && type.filter(CaseType.INVENTORY_TYPE_CHANGE::equals).isPresent();
    }

    /** When time alone next brings the case something; in business time, maybe past. Empty if it never does. */
    public Optional<Instant> wakeAt() {
        if (status.closed()) {
            return Optional.empty();
        }
        Optional<Instant> requestedAt =
                progress.due() && !numbersToCheck() ? Optional.empty() : requested.map(LocalMoment::instant);
        return Stream.of(requestedAt, progress.clock().nextLate())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** Whether a comment reopens the case; business time. */
    public boolean reopenable(Instant now) {
        return reopenableUntil().filter(now::isBefore).isPresent();
    }

    /** The instant from which a resolved case is closed for good; empty in every other status. */
    public Optional<Instant> reopenableUntil() {
        return status == CaseStatus.RESOLVED ? closing.map(c -> c.at().plus(REOPENABLE_FOR)) : Optional.empty();
    }

    /** Those who were named beside who opened the case. */
    public List<CaseContact> additionalContacts() {
        return contacts.stream().filter(contact -> !contact.opener()).toList();
    }

    private Decision comment(Party.Customer by, String text, List<CaseDocument> documents, Instant now) {
        return switch (status) {
            case NEW, IN_PROGRESS ->
                accepted(new CaseEvent.Commented(now, by, text, documents), with(status, assignee));
            case WAITING_FOR_CUSTOMER ->
                accepted(new CaseEvent.Commented(now, by, text, documents), with(CaseStatus.IN_PROGRESS, assignee));
            // What nobody at the desk has looked at yet is new again, and so in everybody's queue.
            case RESOLVED ->
                accepted(
                        new CaseEvent.Reopened(now, by, text, documents),
                        with(assignee.isPresent() ? CaseStatus.IN_PROGRESS : CaseStatus.NEW, assignee));
            case CANCELLED -> throw new IllegalStateException("The table lets nobody comment on a cancelled case");
        };
    }

    private Decision assign(Party.Desk by, Optional<Party.Desk> to, Instant now) {
        if (assignee.map(Party.Desk::subject).equals(to.map(Party.Desk::subject))) {
            return new Decision.Unchanged();
        }
        return accepted(new CaseEvent.Assigned(now, by, to), with(to.isPresent() ? takenUp() : status, to));
    }

    private Decision link(Party by, List<LinkedOrder> orders, Instant now) {
        List<LinkedOrder> added = orders.stream()
                .filter(order ->
                        progress.orders().stream().noneMatch(known -> known.id().equals(order.id())))
                .toList();
        if (added.isEmpty()) {
            return new Decision.Unchanged();
        }
        List<LinkedOrder> all = new ArrayList<>(progress.orders());
        all.addAll(added);
        return accepted(new CaseEvent.OrdersLinked(now, by, added), with(progress.with(all)));
    }

    private CaseStatus takenUp() {
        return status == CaseStatus.NEW ? CaseStatus.IN_PROGRESS : status;
    }

    private Decision changeContacts(Party.Customer by, List<CaseContact> additional, Instant now) {
        List<CaseContact> changed = new ArrayList<>();
        contacts.stream().filter(CaseContact::opener).forEach(changed::add);
        additional.stream()
                .filter(contact -> changed.stream().noneMatch(c -> c.email().equalsIgnoreCase(contact.email())))
                .map(this::keepingId)
                .forEach(changed::add);
        if (changed.equals(contacts)) {
            return new Decision.Unchanged();
        }
        return accepted(
                new CaseEvent.ContactsChanged(now, by),
                copy(
                        changed,
                        status,
                        assignee,
                        updatedAt,
                        closing,
                        progress,
                        activityVersion,
                        contactsRevision + 1,
                        revision));
    }

    /** The id and token of the contact who has the address already, so that nobody is told twice of one event. */
    private CaseContact keepingId(CaseContact contact) {
        return contacts.stream()
                .filter(known -> !known.opener() && known.email().equalsIgnoreCase(contact.email()))
                .findFirst()
                .map(known -> new CaseContact(
                        known.id(), false, contact.name(), contact.email(), contact.language(), known.replyToken()))
                .orElse(contact);
    }

    private Optional<Party.Desk> keptOr(Party.Desk agent) {
        return assignee.or(() -> Optional.of(agent));
    }

    /** What the numbers' states have answered once is not asked again when the case is reopened: then people talk about it. */
    private TnsCase answeredByNumbers(Party by) {
        return by instanceof Party.Automatic ? with(progress.withNumbersChecked()) : this;
    }

    private TnsCase closed(CaseStatus closedStatus, CaseClosing how, Party by) {
        Optional<Party.Desk> agent = switch (by) {
            case Party.Desk desk -> keptOr(desk);
            case Party.Customer _, Party.Automatic _ -> assignee;
        };
        return with(closedStatus, agent, Optional.of(how));
    }

    private TnsCase with(CaseStatus newStatus, Optional<Party.Desk> newAssignee) {
        return with(newStatus, newAssignee, Optional.empty());
    }

    private TnsCase with(CaseStatus newStatus, Optional<Party.Desk> newAssignee, Optional<CaseClosing> newClosing) {
        return copy(
                contacts,
                newStatus,
                newAssignee,
                updatedAt,
                newClosing,
                progress,
                activityVersion,
                contactsRevision,
                revision);
    }

    private TnsCase with(CaseProgress newProgress) {
        return copy(
                contacts,
                status,
                assignee,
                updatedAt,
                closing,
                newProgress,
                activityVersion,
                contactsRevision,
                revision);
    }

    /**
     * The case after an event: one public version more unless nobody may know, in any case one revision more, and the
     * desk's clock running or standing as the status says.
     */
    private static Decision.Accepted accepted(CaseEvent event, TnsCase changed) {
        boolean quiet = event.internal();
        return new Decision.Accepted(
                event,
                changed.copy(
                        changed.contacts,
                        changed.status,
                        changed.assignee,
                        quiet ? changed.updatedAt : event.at(),
                        changed.closing,
                        changed.progress.with(changed.progress
                                .clock()
                                .after(changed.status.deskHoldsIt(), answers(event), event.at())),
                        changed.activityVersion + (quiet ? 0 : 1),
                        changed.contactsRevision,
                        changed.revision + 1));
    }

    /** Whether the customer hears from the desk by it. */
    private static boolean answers(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Asked _, CaseEvent.Resolved _ -> event.by().insideTheDesk();
            case CaseEvent.Commented commented -> commented.by() instanceof Party.Desk;
            case CaseEvent.Opened _,
                    CaseEvent.Reopened _,
                    CaseEvent.Assigned _,
                    CaseEvent.Cancelled _,
                    CaseEvent.ContactsChanged _,
                    CaseEvent.OrdersLinked _,
                    CaseEvent.DocumentReleased _,
                    CaseEvent.BecameDue _,
                    CaseEvent.BecameOverdue _,
                    CaseEvent.Rated _,
                    CaseEvent.Noted _ -> false;
        };
    }

    private TnsCase copy(
            List<CaseContact> newContacts,
            CaseStatus newStatus,
            Optional<Party.Desk> newAssignee,
            Instant newUpdatedAt,
            Optional<CaseClosing> newClosing,
            CaseProgress newProgress,
            long newActivityVersion,
            long newContactsRevision,
            long newRevision) {
        return new TnsCase(
                id,
                number,
                tenantId,
                openedBy,
                category,
                type,
                country,
                title,
                description,
                fields,
                numbers,
                requested,
                newContacts,
                newStatus,
                newAssignee,
                openedAt,
                newUpdatedAt,
                newClosing,
                newProgress,
                newActivityVersion,
                newContactsRevision,
                newRevision);
    }
}
