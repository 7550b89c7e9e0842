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

/**
 * A case at one moment. Immutable: {@link #decide} says what a command makes of it.
 *
 * @param openedBy who opened it; always of the tenant
 * @param type empty for an inquiry that names none
 * @param fields the fields of the type, checked, by name; texts, whole numbers and truth values
 * @param numbers E.164, as listed or read from the CSV file
 * @param requested the date and time asked for, by the clocks of the case's country
 * @param assignee who at the desk has it
 * @param closing how it was closed; empty while open
 * @param activityVersion how many public events there were: the version in {@code support.case-activity.v1}
 * @param contactsRevision how often the contacts were set: the version in {@code support.contacts.v1}
 * @param revision how often the row was written: what ETags show
 */
public record TnsCase(
        UUID id,
        CaseNumber number,
        Party.Customer openedBy,
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

    /** The case as opened, and the first entry of its timeline. */
    public static Decision.Accepted open(
            UUID id,
            CaseNumber number,
            CheckedCase checked,
            Party.Customer by,
            List<CaseContact> contacts,
            Instant now) {
        TnsCase opened = new TnsCase(
                id,
                number,
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
                1,
                1,
                1);
        return new Decision.Accepted(new CaseEvent.Opened(now, by, checked.documents()), opened);
    }

    public String tenantId() {
        return openedBy.tenantId();
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
                        closed(CaseStatus.RESOLVED, new CaseClosing.Resolved(now, resolution, words), by));
            case CaseCommand.Cancel(var by, var reason, var words) ->
                accepted(
                        new CaseEvent.Cancelled(now, by, reason, words),
                        closed(CaseStatus.CANCELLED, new CaseClosing.Cancelled(now, reason, words), by));
            case CaseCommand.ChangeContacts(var by, var additional) -> changeContacts(by, additional, now);
            case CaseCommand.Take(var by) ->
                assignee.filter(desk -> desk.subject().equals(by.subject())).isPresent()
                        ? new Decision.Unchanged()
                        : accepted(
                                new CaseEvent.Taken(now, by),
                                with(status == CaseStatus.NEW ? CaseStatus.IN_PROGRESS : status, Optional.of(by)));
            case CaseCommand.Ask(var by, var text) ->
                accepted(new CaseEvent.Asked(now, by, text), with(CaseStatus.WAITING_FOR_CUSTOMER, keptOr(by)));
            case CaseCommand.Answer(var by, var text) ->
                accepted(
                        new CaseEvent.Commented(now, by, text, List.of()),
                        with(status == CaseStatus.NEW ? CaseStatus.IN_PROGRESS : status, keptOr(by)));
            case CaseCommand.Note(var by, var text) -> accepted(new CaseEvent.Noted(now, by, text), this);
        };
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
                new TnsCase(
                        id,
                        number,
                        openedBy,
                        category,
                        type,
                        country,
                        title,
                        description,
                        fields,
                        numbers,
                        requested,
                        changed,
                        status,
                        assignee,
                        openedAt,
                        updatedAt,
                        closing,
                        activityVersion,
                        contactsRevision + 1,
                        revision));
    }

    /** The id of the contact who has the address already, so that nobody is told twice of one event. */
    private CaseContact keepingId(CaseContact contact) {
        return contacts.stream()
                .filter(known -> !known.opener() && known.email().equalsIgnoreCase(contact.email()))
                .findFirst()
                .map(known -> new CaseContact(known.id(), false, contact.name(), contact.email(), contact.language()))
                .orElse(contact);
    }

    private Optional<Party.Desk> keptOr(Party.Desk agent) {
        return assignee.or(() -> Optional.of(agent));
    }

    private TnsCase closed(CaseStatus closedStatus, CaseClosing how, Party by) {
        Optional<Party.Desk> agent = switch (by) {
            case Party.Desk desk -> keptOr(desk);
            case Party.Customer _ -> assignee;
        };
        return with(closedStatus, agent, Optional.of(how));
    }

    private TnsCase with(CaseStatus newStatus, Optional<Party.Desk> newAssignee) {
        return with(newStatus, newAssignee, Optional.empty());
    }

    private TnsCase with(CaseStatus newStatus, Optional<Party.Desk> newAssignee, Optional<CaseClosing> newClosing) {
        return new TnsCase(
                id,
                number,
                openedBy,
                category,
                type,
                country,
                title,
                description,
                fields,
                numbers,
                requested,
                contacts,
                newStatus,
                newAssignee,
                openedAt,
                updatedAt,
                newClosing,
                activityVersion,
                contactsRevision,
                revision);
    }

    /** The case after an event: one public version more unless nobody may know, and in any case one revision more. */
    private static Decision.Accepted accepted(CaseEvent event, TnsCase changed) {
        return new Decision.Accepted(
                event,
                new TnsCase(
                        changed.id,
                        changed.number,
                        changed.openedBy,
                        changed.category,
                        changed.type,
                        changed.country,
                        changed.title,
                        changed.description,
                        changed.fields,
                        changed.numbers,
                        changed.requested,
                        changed.contacts,
                        changed.status,
                        changed.assignee,
                        changed.openedAt,
                        event.internal() ? changed.updatedAt : event.at(),
                        changed.closing,
                        changed.activityVersion + (event.internal() ? 0 : 1),
                        changed.contactsRevision,
                        changed.revision + 1));
    }
}
