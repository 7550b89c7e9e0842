package io.portline.order.portorder;

import io.portline.order.portorder.PortOrderService.InvalidSubmissionException;
import io.portline.order.portorder.SubmissionCheck.Result;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/** What can be done with drafts. Whatever is in them is checked when they are submitted, as if it came then. */
public final class DraftService {

    private final Drafts drafts;
    private final Submissions submissions;

    public DraftService(Drafts drafts, Submissions submissions) {
        this.drafts = drafts;
        this.submissions = submissions;
    }

    /** There is no such draft for that tenant; it may have been submitted. */
    public static final class UnknownDraftException extends RuntimeException {
        UnknownDraftException(UUID id) {
            super("No draft " + id);
        }
    }

    /** Somebody changed or submitted the draft at the same moment. */
    public static final class DraftRaceException extends RuntimeException {
        DraftRaceException(UUID id) {
            super("Draft " + id + " was changed by somebody else");
        }
    }

    /** Saves a new draft. */
    public Draft save(String tenantId, By by, PortOrderForm form) {
        checkPasscode(form.passcode());
        UUID id = submissions.ids().get();
        Instant now = submissions.now();
        Draft draft =
                new Draft(id, tenantId, form.withoutPasscode(), sealed(id, form.passcode(), null), by, now, now, 1);
        drafts.add(draft);
        return draft;
    }

    public Draft get(UUID id, String tenantId) {
        return drafts.find(id, tenantId).orElseThrow(() -> new UnknownDraftException(id));
    }

    /** A page of the tenant's drafts, the newest first. */
    public List<Draft> list(String tenantId, Drafts.@Nullable Position after, int limit) {
        return drafts.list(tenantId, after, limit);
    }

    /**
     * Replaces what a draft holds. A passcode that is absent stays, an empty one goes.
     *
     * @param revision is told the current revision and throws if the caller presumed another
     */
    public Draft change(UUID id, String tenantId, PortOrderForm form, LongConsumer revision) {
        checkPasscode(form.passcode());
        Draft draft = get(id, tenantId);
        revision.accept(draft.revision());
        Draft changed = new Draft(
                id,
                tenantId,
                form.withoutPasscode(),
                sealed(id, form.passcode(), draft.passcode()),
                draft.createdBy(),
                draft.createdAt(),
                submissions.now(),
                draft.revision() + 1);
        if (!drafts.change(changed)) {
            throw new DraftRaceException(id);
        }
        return changed;
    }

    /** Throws a draft away. */
    public void remove(UUID id, String tenantId, LongConsumer revision) {
        Draft draft = get(id, tenantId);
        revision.accept(draft.revision());
        if (!drafts.remove(id, tenantId, draft.revision())) {
            throw new DraftRaceException(id);
        }
    }

    /**
     * Makes an order of a draft, which is gone then. Of two submissions at the same moment one wins.
     *
     * @throws InvalidSubmissionException if anything is wrong; the draft stays
     */
    public Stored submit(
            UUID id, String tenantId, By by, SubmissionCheck.@Nullable Submitter submitter, LongConsumer revision) {
        Draft draft = get(id, tenantId);
        revision.accept(draft.revision());
        UUID orderId = submissions.ids().get();
        Result.Valid valid =
                submissions.valid(draft.form(), submissions.context(orderId, tenantId, null, submitter, null), null);
        EncryptedPasscode passcode = draft.passcode();
        EncryptedPasscode ofOrder =
                passcode == null ? null : submissions.vault().rebind(id, orderId, passcode);
        try {
            return submissions.atomically().run(() -> {
                if (!drafts.remove(id, tenantId, draft.revision())) {
                    throw new DraftRaceException(id);
                }
                return submissions.add(orderId, tenantId, by, valid, ofOrder, null);
            });
        } catch (PortOrders.NumbersTakenException taken) {
            throw new InvalidSubmissionException(SubmissionCheck.taken(draft.form(), Set.copyOf(taken.numbers())));
        }
    }

    private static void checkPasscode(@Nullable Passcode passcode) {
        SubmissionCheck.passcodeFault(passcode).ifPresent(fault -> {
            throw new InvalidSubmissionException(new Result.Invalid(List.of(fault), List.of(), false));
        });
    }

    private @Nullable EncryptedPasscode sealed(
            UUID id, @Nullable Passcode passcode, @Nullable EncryptedPasscode there) {
        if (passcode == null) {
            return there;
        }
        return passcode.clear().isBlank() ? null : submissions.seal(id, passcode);
    }
}
