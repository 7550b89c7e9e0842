package io.portline.order.portorder;

import io.portline.numbering.Country;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.NumberFault;
import io.portline.numbering.NumberFile;
import io.portline.numbering.NumberType;
import io.portline.numbering.PhoneNumber;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks everything in a submission at once and makes {@link OrderDetails} of it if nothing is wrong. */
public final class SubmissionCheck {

    /** Carriers take so many characters of the organisation; a longer name needs a short form beside it. */
    public static final int CARRIER_ORGANISATION = 25;

    /** Likewise of the authorised person. */
    public static final int CARRIER_PERSON = 15;

    /** A letter of authorization older than that at submission is refused. */
    public static final int LOA_DAYS = 30;

    /** Nobody plans further ahead; a typing mistake in the year does. */
    public static final Duration FURTHEST = Duration.ofDays(366);

    public static final int MAX_CONTACTS = 20;

    private static final int NAME = 100;
    private static final int LONG_NAME = 200;
    private static final int ACCOUNT = 60;
    private static final int PASSCODE = 64;
    private static final int POSTAL = 20;
    private static final int EMAIL = 254;
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>\",;:]{1,64}@[^\\s@<>\",;:]+\\.[^\\s@<>\",;:.]{2,}");
    private static final Pattern KANA = Pattern.compile("[\\p{IsKatakana}\\p{IsHiragana}ー・\\s\\p{Nd}（）()]+");
    private static final Set<String> LANGUAGES = Set.of("en", "fr", "ja");

    private final PortOrderForm form;
    private final Context context;
    private final List<Fault> faults = new ArrayList<>();

    private SubmissionCheck(PortOrderForm form, Context context) {
        this.form = form;
        this.context = context;
    }

    /**
     * What a submission is checked against.
     *
     * @param orderId of the order that it is for
     * @param now business time
     * @param carriers the losing carriers
     * @param isLetter whether a document of that id is a letter of authorization of the same tenant
     * @param submitter who is told first; null for a client without an address
     * @param earlier the order that is submitted again; null for a new one
     */
    public record Context(
            UUID orderId,
            Instant now,
            CarrierDirectory carriers,
            Predicate<UUID> isLetter,
            @Nullable Submitter submitter,
            @Nullable PortOrder earlier) {}

    /** The person who submits, with the address from the token, or on whose behalf the desk submits. */
    public record Submitter(String name, String email, String language) {}

    /** The outcome. */
    public sealed interface Result {
        /**
         * Nothing is wrong.
         *
         * @param passcode a new one; null if none was given
         * @param keepsPasscode whether the passcode there is stays
         */
        record Valid(
                OrderDetails details,
                Carrier carrier,
                List<Contact> contacts,
                @Nullable Passcode passcode,
                boolean keepsPasscode)
                implements Result {}

        /**
         * @param faults all of them, those of rows of a file not among them
         * @param rows what is wrong in the file
         * @param tooMany whether there are more numbers than an order may have
         */
        record Invalid(List<Fault> faults, List<Row> rows, boolean tooMany) implements Result {
            /** The same and what is wrong there. */
            Invalid and(Invalid other) {
                List<Fault> allFaults = new ArrayList<>(faults);
                allFaults.addAll(other.faults);
                List<Row> allRows = new ArrayList<>(rows);
                allRows.addAll(other.rows);
                allRows.sort(Comparator.comparingLong(Row::line));
                return new Invalid(List.copyOf(allFaults), List.copyOf(allRows), tooMany || other.tooMany);
            }
        }
    }

    /**
     * A line of a CSV file that is at fault.
     *
     * @param line 1 for the header; 0 for the file as a whole
     * @param text what stands there, shortened
     * @param code stable: a {@link NumberFault} or {@value #IN_ACTIVE_ORDER}
     * @param number E.164, if it is a number at all
     */
    public record Row(
            long line, String text, String code, @Nullable String number) {}

    /** A number that another active order, of whomever, holds. */
    public static final String IN_ACTIVE_ORDER = "IN_ACTIVE_ORDER";

    /** Checks it. */
    public static Result check(PortOrderForm form, Context context) {
        return new SubmissionCheck(form, context).run();
    }

    /** The numbers that can be read, E.164; for looking them up although something else is wrong. */
    static List<String> readableNumbers(PortOrderForm form) {
        return fileOf(form)
                .map(file -> file.numbers().stream().map(PhoneNumber::e164).toList())
                .orElse(List.of());
    }

    /** Says of a form's numbers where those are that other active orders hold. */
    static Result.Invalid taken(PortOrderForm form, Set<String> taken) {
        return marked(form, taken, IN_ACTIVE_ORDER);
    }

    /** Says of a form's numbers where some of them are, for a reason that is the same for each. */
    static Result.Invalid marked(PortOrderForm form, Set<String> numbers, String code) {
        List<Fault> faults = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        fileOf(form)
                .ifPresent(file -> file.rows().stream()
                        .filter(row -> row.fault().isEmpty())
                        .filter(row -> row.number()
                                .map(PhoneNumber::e164)
                                .filter(numbers::contains)
                                .isPresent())
                        .forEach(row -> {
                            switch (form.numbers()) {
                                case PortOrderForm.Numbers.Listed _ ->
                                    faults.add(Fault.of("/numbers/" + row.line(), code));
                                case PortOrderForm.Numbers.Csv _ ->
                                    rows.add(new Row(
                                            row.line(),
                                            row.text(),
                                            code,
                                            row.number().map(PhoneNumber::e164).orElse(null)));
                            }
                        }));
        return new Result.Invalid(faults, rows, false);
    }

    private static Optional<NumberFile> fileOf(PortOrderForm form) {
        String code = given(form.country());
        return code == null ? Optional.empty() : Country.of(code).map(country -> read(form.numbers(), country));
    }

    private Result run() {
        String name = text("/name", form.name(), NAME, true);
        Country country = country();
        Carrier carrier = carrier(country);
        PortType portType = portType();
        NumberFile file = country == null ? null : read(form.numbers(), country);
        List<Row> rows = file == null ? List.of() : rowFaults(file);
        List<PhoneNumber> numbers = file == null ? List.of() : file.numbers();
        boolean tooMany = file != null && file.rows().size() > PortOrder.MAX_NUMBERS;
        if (tooMany) {
            fault("/numbers", "TOO_MANY_NUMBERS", PortOrder.MAX_NUMBERS);
        }
        PhoneNumber btn = number("/billingTelephoneNumber", form.billingTelephoneNumber(), country);
        PhoneNumber replacement =
                number("/replacementBillingTelephoneNumber", form.replacementBillingTelephoneNumber(), country);
        String account = text("/accountNumber", form.accountNumber(), ACCOUNT, false);
        Map<String, String> fields = Map.of();
        AccountHolder holder = holder(country);
        ServiceAddress address = address();
        if (country != null) {
            CountryRequirements needs = CountryRequirements.of(country);
            require(needs.accountNumber() && account == null, "/accountNumber");
            require(
                    needs.billingTelephoneNumber() && given(form.billingTelephoneNumber()) == null,
                    "/billingTelephoneNumber");
            fields = countryFields(needs, numbers);
        }
        boolean allNumbersRead = file != null && file.isClean();
        if (portType != null && allNumbersRead) {
            billing(portType, btn, replacement, numbers);
        }
        ZoneId zone = zone(country, btn, numbers);
        LocalMoment requested = requested(zone);
        passcode();
        LocalDate signed = signed(zone);
        List<Contact> contacts = contacts();
        require(form.emergencyCallingTermsAccepted() == null, "/emergencyCallingTermsAccepted");
        if (Boolean.FALSE.equals(form.emergencyCallingTermsAccepted())) {
            fault("/emergencyCallingTermsAccepted", "MUST_BE_TRUE");
        }
        UUID letter = form.loaDocumentId();
        if (letter == null) {
            fault("/loaDocumentId", "REQUIRED");
        } else if (!context.isLetter().test(letter)) {
            fault("/loaDocumentId", "UNKNOWN_DOCUMENT");
        }
        if (!faults.isEmpty()
                || !rows.isEmpty()
                || name == null
                || country == null
                || carrier == null
                || portType == null
                || holder == null
                || address == null
                || requested == null
                || letter == null
                || signed == null) {
            return new Result.Invalid(List.copyOf(faults), rows, tooMany);
        }
        OrderDetails details = new OrderDetails(
                name,
                country.code(),
                carrier.named(),
                portType,
                numbers.stream().map(PhoneNumber::e164).toList(),
                btn == null ? null : btn.e164(),
                replacement == null ? null : replacement.e164(),
                account,
                holder,
                address,
                requested,
                letter,
                signed,
                fields);
        if (context.earlier() != null
                && needsNewLetter(details, context.earlier().details())) {
            fault("/loaDocumentId", "NEW_LETTER_NEEDED");
            return new Result.Invalid(List.copyOf(faults), rows, false);
        }
        Passcode passcode = form.passcode();
        boolean none = passcode == null || passcode.clear().isBlank();
        return new Result.Valid(details, carrier, contacts, none ? null : passcode, passcode == null);
    }

    /** A letter covers what it was signed for. */
    private static boolean needsNewLetter(OrderDetails details, OrderDetails earlier) {
        return details.loaDocumentId().equals(earlier.loaDocumentId()) && !details.coveredByLetterOf(earlier);
    }

    private @Nullable Country country() {
        String code = given(form.country());
        if (code == null) {
            fault("/country", "REQUIRED");
            return null;
        }
        Optional<Country> country = Country.of(code);
        if (country.isEmpty()) {
            fault("/country", "UNKNOWN_COUNTRY");
        } else if (context.earlier() != null
                && !context.earlier().details().country().equals(country.get().code())) {
            fault("/country", "COUNTRY_NEVER_CHANGES");
        }
        return country.orElse(null);
    }

    private @Nullable Carrier carrier(@Nullable Country country) {
        String id = given(form.losingCarrierId());
        if (id == null) {
            fault("/losingCarrierId", "REQUIRED");
            return null;
        }
        Optional<Carrier> carrier = context.carriers().find(id);
        if (carrier.isEmpty()) {
            fault("/losingCarrierId", "UNKNOWN_CARRIER");
        } else if (country != null && !carrier.get().countries().contains(country.code())) {
            fault("/losingCarrierId", "CARRIER_NOT_IN_COUNTRY", country.code());
        }
        return carrier.orElse(null);
    }

    private @Nullable PortType portType() {
        String name = given(form.portType());
        if (name == null) {
            fault("/portType", "REQUIRED");
            return null;
        }
        for (PortType type : PortType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        fault("/portType", "UNKNOWN_VALUE", "FULL, PARTIAL");
        return null;
    }

    static NumberFile read(PortOrderForm.Numbers numbers, Country country) {
        return switch (numbers) {
            case PortOrderForm.Numbers.Listed(List<String> texts) -> NumberFile.ofList(texts, country);
            case PortOrderForm.Numbers.Csv(byte[] content) -> NumberFile.read(content, country);
        };
    }

    /** Of a list, each fault has its own pointer; of a file, its line. */
    private List<Row> rowFaults(NumberFile file) {
        switch (form.numbers()) {
            case PortOrderForm.Numbers.Csv _ -> {
                return file.faults().stream()
                        .map(fault -> new Row(
                                fault.line(),
                                fault.text(),
                                fault.code().name(),
                                fault.number().map(PhoneNumber::e164).orElse(null)))
                        .toList();
            }
            case PortOrderForm.Numbers.Listed _ -> {
                for (NumberFile.Fault fault : file.faults()) {
                    boolean whole = file.fileFaults().contains(fault);
                    fault(
                            whole ? "/numbers" : "/numbers/" + fault.line(),
                            fault.code().name());
                }
                return List.of();
            }
        }
    }

    private @Nullable PhoneNumber number(String pointer, @Nullable String text, @Nullable Country country) {
        String number = given(text);
        if (number == null || country == null) {
            return null;
        }
        return switch (PhoneNumber.parse(number, country)) {
            case PhoneNumber.Parsed.Valid(PhoneNumber parsed) -> parsed;
            case PhoneNumber.Parsed.Invalid(var code, var _) -> {
                fault(pointer, code.name());
                yield null;
            }
        };
    }

    private void billing(
            PortType type, @Nullable PhoneNumber btn, @Nullable PhoneNumber replacement, List<PhoneNumber> numbers) {
        boolean contained = btn != null && numbers.contains(btn);
        switch (type) {
            case FULL -> {
                if (btn != null && !contained) {
                    fault("/billingTelephoneNumber", "FULL_PORT_WITHOUT_BTN");
                }
                if (replacement != null) {
                    fault("/replacementBillingTelephoneNumber", "FULL_PORT_LEAVES_NOTHING");
                }
            }
            case PARTIAL -> {
                if (contained && replacement == null && given(form.replacementBillingTelephoneNumber()) == null) {
                    fault("/replacementBillingTelephoneNumber", "PARTIAL_PORT_TAKES_BTN");
                }
                if (replacement != null && numbers.contains(replacement)) {
                    fault("/replacementBillingTelephoneNumber", "REPLACEMENT_IS_PORTED");
                }
            }
        }
    }

    private @Nullable AccountHolder holder(@Nullable Country country) {
        PortOrderForm.Holder given = form.accountHolder();
        if (given == null) {
            fault("/accountHolder", "REQUIRED");
            return null;
        }
        String organisation = text("/accountHolder/organisation", given.organisation(), LONG_NAME, true);
        String organisationShort = shortForm(
                "/accountHolder/organisationShort", given.organisationShort(), organisation, CARRIER_ORGANISATION);
        String person = text("/accountHolder/authorisedPerson", given.authorisedPerson(), NAME, true);
        String personShort = shortForm(
                "/accountHolder/authorisedPersonShort", given.authorisedPersonShort(), person, CARRIER_PERSON);
        String kana = text("/accountHolder/kana", given.kana(), NAME, false);
        if (kana != null && !KANA.matcher(kana).matches()) {
            fault("/accountHolder/kana", "NOT_KANA");
        }
        require(
                kana == null
                        && country != null
                        && CountryRequirements.of(country).kana(),
                "/accountHolder/kana");
        return organisation == null || person == null
                ? null
                : new AccountHolder(organisation, organisationShort, person, personShort, kana);
    }

    private @Nullable String shortForm(
            String pointer, @Nullable String given, @Nullable String full, int carriersTake) {
        String value = given(given);
        if (value != null && length(value) > carriersTake) {
            fault(pointer, "TOO_LONG_FOR_CARRIER", carriersTake);
        }
        if (value == null && full != null && length(full) > carriersTake) {
            fault(pointer, "SHORT_FORM_NEEDED", carriersTake);
        }
        return value;
    }

    private @Nullable ServiceAddress address() {
        PortOrderForm.Address given = form.serviceAddress();
        if (given == null) {
            fault("/serviceAddress", "REQUIRED");
            return null;
        }
        String line1 = text("/serviceAddress/line1", given.line1(), NAME, true);
        String line2 = text("/serviceAddress/line2", given.line2(), NAME, false);
        String city = text("/serviceAddress/city", given.city(), NAME, true);
        String region = text("/serviceAddress/region", given.region(), NAME, false);
        String postalCode = text("/serviceAddress/postalCode", given.postalCode(), POSTAL, true);
        return line1 == null || city == null || postalCode == null
                ? null
                : new ServiceAddress(line1, line2, city, region, postalCode);
    }

    private Map<String, String> countryFields(CountryRequirements needs, List<PhoneNumber> numbers) {
        Map<String, String> fields = new TreeMap<>();
        Set<String> known = new HashSet<>();
        boolean mobile = numbers.stream().anyMatch(number -> number.type() == NumberType.MOBILE);
        for (CountryRequirements.Field field : needs.fields()) {
            known.add(field.name());
            String pointer = "/countryFields/" + field.name();
            String value = given(form.countryFields().get(field.name()));
            if (value == null) {
                boolean needed = switch (field.need()) {
                    case ALWAYS -> true;
                    case FOR_MOBILE -> mobile;
                    case OPTIONAL -> false;
                };
                require(needed, pointer);
            } else {
                String normal = value.replace(" ", "").toUpperCase(Locale.ROOT);
                if (field.pattern().matcher(normal).matches()) {
                    fields.put(field.name(), normal);
                } else {
                    fault(pointer, "FORMAT");
                }
            }
        }
        form.countryFields().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .limit(MAX_CONTACTS)
                .forEach(name -> fault("/countryFields/" + escaped(name), "UNKNOWN_PROPERTY"));
        return fields;
    }

    private static @Nullable ZoneId zone(
            @Nullable Country country, @Nullable PhoneNumber btn, List<PhoneNumber> numbers) {
        if (country == null) {
            return null;
        }
        if (btn != null) {
            return country.zoneOf(btn);
        }
        return numbers.isEmpty() ? country.defaultZone() : country.zoneOf(numbers.getFirst());
    }

    private @Nullable LocalMoment requested(@Nullable ZoneId zone) {
        String text = given(form.requestedPortDate());
        if (text == null) {
            fault("/requestedPortDate", "REQUIRED");
            return null;
        }
        DateCheck check = DateCheck.of(text, zone, context.now());
        if (check.code() != null) {
            fault("/requestedPortDate", check.code());
        }
        return check.moment();
    }

    /** A wished-for date in words, in a zone: a moment ahead, or a code that says what is wrong. */
    record DateCheck(@Nullable LocalMoment moment, @Nullable String code) {
        static DateCheck of(String text, @Nullable ZoneId zone, Instant now) {
            LocalDateTime local;
            try {
                local = LocalDateTime.parse(text.strip());
            } catch (DateTimeException _) {
                return new DateCheck(null, "NOT_A_LOCAL_DATE_TIME");
            }
            if (zone == null) {
                return new DateCheck(null, null);
            }
            LocalMoment moment = LocalMoment.of(local, zone);
            if (!moment.instant().isAfter(now)) {
                return new DateCheck(null, "NOT_IN_THE_FUTURE");
            }
            if (moment.instant().isAfter(now.plus(FURTHEST))) {
                return new DateCheck(null, "TOO_FAR_AHEAD");
            }
            return new DateCheck(moment, null);
        }
    }

    private void passcode() {
        passcodeFault(form.passcode()).ifPresent(faults::add);
    }

    /** What is wrong with a passcode; it is nobody's business but the carrier's whether it is the right one. */
    static Optional<Fault> passcodeFault(@Nullable Passcode passcode) {
        return passcode != null && length(passcode.clear()) > PASSCODE
                ? Optional.of(Fault.of("/passcode", "SIZE", 0, PASSCODE))
                : Optional.empty();
    }

    private @Nullable LocalDate signed(@Nullable ZoneId zone) {
        String text = given(form.loaSignedOn());
        if (text == null) {
            fault("/loaSignedOn", "REQUIRED");
            return null;
        }
        LocalDate signed;
        try {
            signed = LocalDate.parse(text);
        } catch (DateTimeException _) {
            fault("/loaSignedOn", "NOT_A_DATE");
            return null;
        }
        if (zone != null) {
            LocalDate today = context.now().atZone(zone).toLocalDate();
            if (signed.isAfter(today)) {
                fault("/loaSignedOn", "IN_THE_FUTURE");
            } else if (signed.isBefore(today.minusDays(LOA_DAYS))) {
                fault("/loaSignedOn", "LOA_EXPIRED", LOA_DAYS);
            }
        }
        return signed;
    }

    private List<Contact> contacts() {
        List<Contact> contacts = new ArrayList<>();
        Set<String> addresses = new HashSet<>();
        Submitter submitter = context.submitter();
        if (context.earlier() != null) {
            // Whoever submitted first goes on being told, whoever edits.
            context.earlier().contacts().stream()
                    .filter(contact -> contact.role() == Contact.Role.SUBMITTER)
                    .forEach(contacts::add);
        } else if (submitter != null) {
            contacts.add(new Contact(
                    contactId(submitter.email()),
                    Contact.Role.SUBMITTER,
                    submitter.name(),
                    submitter.email(),
                    submitter.language()));
        }
        contacts.forEach(contact -> addresses.add(contact.email().toLowerCase(Locale.ROOT)));
        contacts.addAll(additional(form.contacts(), context.orderId(), addresses, faults));
        return contacts;
    }

    /** Checks people to be told; those who are told already are left out, twice in the list is a fault. */
    public static List<Contact> additional(
            List<PortOrderForm.Person> people, UUID orderId, Set<String> told, List<Fault> faults) {
        List<Contact> contacts = new ArrayList<>();
        if (people.size() > MAX_CONTACTS) {
            faults.add(Fault.of("/contacts", "SIZE", 0, MAX_CONTACTS));
            return contacts;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < people.size(); i++) {
            String pointer = "/contacts/" + i;
            Submitter person = person(people.get(i), pointer, faults);
            if (person == null) {
                continue;
            }
            String folded = person.email().toLowerCase(Locale.ROOT);
            if (!seen.add(folded)) {
                faults.add(Fault.of(pointer + "/email", "ADDRESS_TWICE"));
            } else if (!told.contains(folded)) {
                contacts.add(new Contact(
                        contactId(orderId, person.email()),
                        Contact.Role.ADDITIONAL,
                        person.name(),
                        person.email(),
                        person.language()));
            }
        }
        return contacts;
    }

    /** Checks a person named by somebody else; null without an address that can be one, which is a fault then. */
    static @Nullable Submitter person(PortOrderForm.Person person, String pointer, List<Fault> faults) {
        String email = given(person.email());
        if (email == null) {
            faults.add(Fault.of(pointer + "/email", "REQUIRED"));
            return null;
        }
        if (email.length() > EMAIL || !ADDRESS.matcher(email).matches()) {
            faults.add(Fault.of(pointer + "/email", "NOT_AN_ADDRESS"));
            return null;
        }
        String language = Objects.requireNonNullElse(given(person.language()), "en");
        if (!LANGUAGES.contains(language)) {
            faults.add(Fault.of(pointer + "/language", "UNKNOWN_VALUE", "en, fr, ja"));
        }
        String name = Objects.requireNonNullElse(given(person.name()), email);
        if (length(name) > NAME || hasControl(name)) {
            faults.add(Fault.of(pointer + "/name", hasControl(name) ? "CHARACTERS" : "SIZE", 1, NAME));
        }
        return new Submitter(name, email, language);
    }

    private UUID contactId(String email) {
        return contactId(context.orderId(), email);
    }

    /** The same person at the same order is the same contact, whatever the revision. */
    private static UUID contactId(UUID orderId, String email) {
        return UUID.nameUUIDFromBytes(
                (orderId + "/" + email.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable String text(String pointer, @Nullable String given, int longest, boolean required) {
        String value = given(given);
        if (value == null) {
            require(required, pointer);
            return null;
        }
        if (length(value) > longest) {
            fault(pointer, "SIZE", 1, longest);
        }
        if (hasControl(value)) {
            fault(pointer, "CHARACTERS");
        }
        return value;
    }

    private void require(boolean missing, String pointer) {
        if (missing) {
            fault(pointer, "REQUIRED");
        }
    }

    private void fault(String pointer, String code, Object... arguments) {
        faults.add(Fault.of(pointer, code, arguments));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean hasControl(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
