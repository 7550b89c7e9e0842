package io.portline.order.portorder;

import io.portline.numbering.Country;
import io.portline.numbering.NumberFault;
import io.portline.numbering.NumberFile;
import io.portline.numbering.PhoneNumber;
import io.portline.order.portorder.PortOrderService.InvalidSubmissionException;
import io.portline.order.portorder.SubmissionCheck.Result;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The desk's own way for more numbers than an order may have: a group of orders from a TNS case, all or none. */
public final class OrderGroupService {

    /** A number that no carrier is known to serve, or whose carrier keeps it. */
    public static final String NO_CARRIER = "NO_CARRIER";

    private final OrderGroups groups;
    private final NumberLookups lookups;
    private final Submissions submissions;

    public OrderGroupService(OrderGroups groups, NumberLookups lookups, Submissions submissions) {
        this.groups = groups;
        this.lookups = lookups;
        this.submissions = submissions;
    }

    /**
     * For whom and from where.
     *
     * @param submitter on whose behalf the desk submits, not checked yet; null if nobody is named
     */
    public record Origin(String tenantId, UUID caseId, String caseNumber, PortOrderForm.@Nullable Person submitter) {}

    /**
     * A group whose numbers' carriers are known.
     *
     * @param form with the letter, if one comes along
     * @param carrierOf id by number, for every number
     */
    public record Prepared(
            PortOrderForm form,
            Map<String, String> carrierOf,
            Submissions.@Nullable Letter letter,
            @Nullable UUID letterId) {
        public Prepared {
            carrierOf = Collections.unmodifiableMap(carrierOf);
        }
    }

    /** An order that was checked, on its way into the database. */
    private record Checked(
            UUID id, Result.Valid valid, @Nullable EncryptedPasscode passcode, boolean containsBtn) {}

    public Optional<OrderGroup> find(UUID id) {
        return groups.find(id);
    }

    /**
     * Looks up what a group needs to know from others. It waits for them: no transaction is to be open meanwhile.
     *
     * @param form as an order's, with as many numbers as there are; without a carrier each number's is looked up
     * @param letter the signed letter, if it comes along; null if the form names one
     * @throws InvalidSubmissionException if a number is none, or has no carrier
     */
    public Prepared prepare(PortOrderForm form, Submissions.@Nullable Letter letter) {
        UUID letterId = letter == null ? null : submissions.ids().get();
        PortOrderForm whole = letterId == null ? form : form.withLetter(letterId);
        return new Prepared(whole, carriers(whole), letter, letterId);
    }

    /**
     * Submits a group.
     *
     * @throws InvalidSubmissionException if anything is wrong with any of its orders; nothing was created
     */
    public OrderGroup submit(Origin origin, By by, Prepared prepared) {
        PortOrderForm whole = prepared.form();
        Map<String, String> carrierOf = prepared.carrierOf();
        Submissions.Letter letter = prepared.letter();
        UUID letterId = prepared.letterId();
        String btn = billingNumber(whole);
        GroupPlan plan = GroupPlan.of(carrierOf, btn);
        PortType type = type(whole, btn, carrierOf.keySet());
        List<Checked> checked = checked(origin, submitter(origin), whole, plan, type, letterId);
        try {
            return submissions.atomically().run(() -> {
                if (letter != null && letterId != null) {
                    submissions.keep(letterId, origin.tenantId(), by, Documents.Kind.LOA, letter);
                }
                List<OrderGroup.Member> members = added(origin, by, checked);
                OrderGroup group = new OrderGroup(
                        submissions.ids().get(),
                        origin.tenantId(),
                        origin.caseId(),
                        origin.caseNumber(),
                        by,
                        submissions.now(),
                        members);
                groups.add(group);
                return group;
            });
        } catch (PortOrders.NumbersTakenException taken) {
            throw new InvalidSubmissionException(SubmissionCheck.taken(whole, Set.copyOf(taken.numbers())));
        }
    }

    private List<OrderGroup.Member> added(Origin origin, By by, List<Checked> checked) {
        List<Stored> stored = submissions
                .orders()
                .addAll(checked.stream()
                        .map(order -> submissions.draft(
                                order.id(), origin.tenantId(), by, order.valid(), order.passcode(), origin.caseId()))
                        .toList());
        List<OrderGroup.Member> members = new ArrayList<>();
        for (int i = 0; i < checked.size(); i++) {
            members.add(member(stored.get(i), checked.get(i)));
        }
        return members;
    }

    private static OrderGroup.Member member(Stored stored, Checked order) {
        OrderDetails details = stored.order().details();
        return new OrderGroup.Member(
                stored.order().id(),
                stored.order().number(),
                details.name(),
                details.carrier(),
                details.numbers().size(),
                order.containsBtn());
    }

    /** The carrier of each number; every number that has none is told. */
    private Map<String, String> carriers(PortOrderForm form) {
        Country country = Country.of(form.country() == null ? "" : form.country())
                .orElseThrow(() ->
                        invalid(Fault.of("/order/country", form.country() == null ? "REQUIRED" : "UNKNOWN_COUNTRY")));
        NumberFile file = SubmissionCheck.read(form.numbers(), country);
        if (!file.isClean()) {
            throw new InvalidSubmissionException(numberFaults(form, file));
        }
        List<String> numbers = file.numbers().stream().map(PhoneNumber::e164).toList();
        Map<String, String> carrierOf = new LinkedHashMap<>();
        String given = form.losingCarrierId();
        if (given != null && !given.isBlank()) {
            numbers.forEach(number -> carrierOf.put(number, given.strip()));
            return carrierOf;
        }
        Map<String, NumberLookups.Found> found = lookups.find(numbers);
        List<String> without = new ArrayList<>();
        for (String number : numbers) {
            NumberLookups.Found it = found.get(number);
            String carrier = it == null || !it.portable() ? null : it.carrierId();
            if (carrier == null) {
                without.add(number);
            } else {
                carrierOf.put(number, carrier);
            }
        }
        if (!without.isEmpty()) {
            throw new InvalidSubmissionException(SubmissionCheck.marked(form, Set.copyOf(without), NO_CARRIER));
        }
        return carrierOf;
    }

    private static Result.Invalid numberFaults(PortOrderForm form, NumberFile file) {
        List<Fault> faults = new ArrayList<>();
        List<SubmissionCheck.Row> rows = new ArrayList<>();
        for (NumberFile.Fault fault : file.faults()) {
            NumberFault code = fault.code();
            switch (form.numbers()) {
                case PortOrderForm.Numbers.Listed _ -> {
                    boolean all = file.fileFaults().contains(fault);
                    faults.add(Fault.of(all ? "/numbers" : "/numbers/" + fault.line(), code.name()));
                }
                case PortOrderForm.Numbers.Csv _ ->
                    rows.add(new SubmissionCheck.Row(
                            fault.line(),
                            fault.text(),
                            code.name(),
                            fault.number().map(PhoneNumber::e164).orElse(null)));
            }
        }
        rows.sort(Comparator.comparingLong(SubmissionCheck.Row::line));
        return new Result.Invalid(faults, rows, false);
    }

    private static @Nullable String billingNumber(PortOrderForm form) {
        String btn = form.billingTelephoneNumber();
        Country country =
                Country.of(form.country() == null ? "" : form.country()).orElse(null);
        return btn == null || btn.isBlank() || country == null
                ? null
                : PhoneNumber.parse(btn, country).valid().map(PhoneNumber::e164).orElse(null);
    }

    /** The rule about the billing number holds for the group, not for each of its orders. */
    private static PortType type(PortOrderForm form, @Nullable String btn, Set<String> numbers) {
        PortType type = null;
        for (PortType candidate : PortType.values()) {
            if (candidate.name().equals(form.portType())) {
                type = candidate;
            }
        }
        if (type == null) {
            throw invalid(Fault.of(
                    "/order/portType", form.portType() == null ? "REQUIRED" : "UNKNOWN_VALUE", "FULL, PARTIAL"));
        }
        if (type == PortType.FULL && btn != null && !numbers.contains(btn)) {
            throw invalid(Fault.of("/order/billingTelephoneNumber", "FULL_PORT_WITHOUT_BTN"));
        }
        String replacement = form.replacementBillingTelephoneNumber();
        boolean replaced = replacement != null && !replacement.isBlank();
        if (type == PortType.FULL && replaced) {
            throw invalid(Fault.of("/order/replacementBillingTelephoneNumber", "FULL_PORT_LEAVES_NOTHING"));
        }
        if (type == PortType.PARTIAL && btn != null && numbers.contains(btn) && !replaced) {
            throw invalid(Fault.of("/order/replacementBillingTelephoneNumber", "PARTIAL_PORT_TAKES_BTN"));
        }
        return type;
    }

    private static SubmissionCheck.@Nullable Submitter submitter(Origin origin) {
        if (origin.submitter() == null) {
            return null;
        }
        List<Fault> faults = new ArrayList<>();
        SubmissionCheck.Submitter submitter = SubmissionCheck.person(origin.submitter(), "/submitter", faults);
        if (!faults.isEmpty()) {
            throw new InvalidSubmissionException(new Result.Invalid(faults, List.of(), false));
        }
        return submitter;
    }

    private List<Checked> checked(
            Origin origin,
            SubmissionCheck.@Nullable Submitter submitter,
            PortOrderForm form,
            GroupPlan plan,
            PortType type,
            @Nullable UUID letterId) {
        List<Checked> checked = new ArrayList<>();
        int count = plan.parts().size();
        for (int i = 0; i < count; i++) {
            GroupPlan.Part part = plan.parts().get(i);
            UUID id = submissions.ids().get();
            // What comes before the last order leaves the account and its billing number where they are.
            PortType ofPart = part.containsBtn() || form.billingTelephoneNumber() == null ? type : PortType.PARTIAL;
            PortOrderForm order =
                    form.partOfGroup(name(form.name(), i + 1, count), part.carrierId(), ofPart, part.numbers());
            Result.Valid valid;
            try {
                valid = submissions.valid(
                        order, submissions.context(id, origin.tenantId(), letterId, submitter, null), null);
            } catch (InvalidSubmissionException wrong) {
                throw new InvalidSubmissionException(inGroup(form, wrong.faults()));
            }
            checked.add(new Checked(id, valid, submissions.seal(id, valid.passcode()), part.containsBtn()));
        }
        return checked;
    }

    /** The part's faults where the whole has them: its fields in the order, its numbers in the whole list or file. */
    private Result.Invalid inGroup(PortOrderForm form, Result.Invalid ofPart) {
        List<Fault> faults = ofPart.faults().stream()
                .filter(fault -> !fault.pointer().startsWith("/numbers"))
                .map(fault -> new Fault("/order" + fault.pointer(), fault.code(), fault.arguments()))
                .toList();
        Set<String> taken = submissions.orders().inActiveOrders(SubmissionCheck.readableNumbers(form), null);
        return new Result.Invalid(faults, List.of(), false).and(SubmissionCheck.taken(form, taken));
    }

    private static @Nullable String name(@Nullable String name, int position, int count) {
        return name == null || count == 1 ? name : name + " (" + position + "/" + count + ")";
    }

    private static InvalidSubmissionException invalid(Fault fault) {
        return new InvalidSubmissionException(new Result.Invalid(List.of(fault), List.of(), false));
    }
}
