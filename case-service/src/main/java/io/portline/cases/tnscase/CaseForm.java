package io.portline.cases.tnscase;

import io.portline.numbering.Country;
import io.portline.numbering.Language;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.NumberFile;
import io.portline.numbering.PhoneNumber;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Checks a new case against the form of its type and tells everything that is wrong at once. */
public final class CaseForm {

    public static final int MOST_CONTACTS = 20;
    public static final int MOST_DOCUMENTS = 20;

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_EMAIL = 254;

    private static final Pattern EMAIL = Pattern.compile(
            "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?(?:\\.[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?)*");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+\\p{L}[\\p{L}\\p{N}-]{1,62}");

    private final CaseDraft draft;
    private final CaseDocuments documents;
    private final Party.Customer by;
    private final Instant now;
    private final List<CaseFault> faults = new ArrayList<>();

    private CaseForm(CaseDraft draft, Party.Customer by, CaseDocuments documents, Instant now) {
        this.draft = draft;
        this.by = by;
        this.documents = documents;
        this.now = now;
    }

    /** The outcome: a case that can be opened, or all that is wrong. */
    public sealed interface Checked {
        record Valid(CheckedCase checked) implements Checked {}

        record Invalid(List<CaseFault> faults) implements Checked {}
    }

    /**
     * @param by whose tenant's documents the draft may name
     * @param now business time: what is asked for must lie ahead
     */
    public static Checked check(CaseDraft draft, Party.Customer by, CaseDocuments documents, Instant now) {
        return new CaseForm(draft, by, documents, now).check();
    }

    /** Checks additional contacts alone. */
    public static List<CheckedCase.NamedContact> contacts(List<CaseDraft.ContactDraft> drafts, List<CaseFault> faults) {
        if (drafts.size() > MOST_CONTACTS) {
            faults.add(CaseFault.of("/contacts", CaseFault.TOO_MANY, MOST_CONTACTS));
            return List.of();
        }
        List<CheckedCase.NamedContact> checked = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < drafts.size(); index++) {
            CaseDraft.ContactDraft contact = drafts.get(index);
            String pointer = "/contacts/" + index;
            int before = faults.size();
            String email = CaseWords.line(contact.email(), LONGEST_EMAIL, pointer + "/email", faults)
                    .orElse("");
            if (!email.isEmpty()) {
                if (!EMAIL.matcher(email).matches()) {
                    faults.add(CaseFault.of(pointer + "/email", CaseFault.NOT_AN_EMAIL));
                } else if (!seen.add(email.toLowerCase(Locale.ROOT))) {
                    faults.add(CaseFault.of(pointer + "/email", CaseFault.DUPLICATE_CONTACT));
                }
            }
            // Somebody whose name is not known is addressed by what stands before the @.
            String name = contact.name() == null || contact.name().isBlank()
                    ? email.substring(0, Math.max(0, email.indexOf('@')))
                    : CaseWords.line(contact.name(), LONGEST_NAME, pointer + "/name", faults)
                            .orElse("");
            Optional<Language> language = contact.language() == null
                    ? Optional.of(Language.EN)
                    : choice(
                            contact.language().toUpperCase(Locale.ROOT), Language.class, pointer + "/language", faults);
            if (faults.size() == before && language.isPresent()) {
                checked.add(new CheckedCase.NamedContact(name, email, language.get()));
            }
        }
        return checked;
    }

    private Checked check() {
        Optional<CaseCategory> category = choice(draft.category(), CaseCategory.class, "/category", faults);
        boolean inquiry = category.filter(CaseCategory.GENERAL_INQUIRY::equals).isPresent();
        Optional<CaseType> type = inquiry && draft.type() == null
                ? Optional.empty()
                : choice(draft.type(), CaseType.class, "/type", faults);
        Optional<Country> country = country();
        Optional<String> title = CaseWords.line(draft.title(), CaseWords.LONGEST_TITLE, "/title", faults);
        Optional<String> description = CaseWords.text(draft.description(), "/description", faults);
        List<CheckedCase.NamedContact> contacts = contacts(draft.contacts(), faults);
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> numbers = new ArrayList<>();
        List<CaseDocument> attached = new ArrayList<>(attached());
        Optional<LocalMoment> requested = Optional.empty();
        if (type.isPresent() && country.isPresent()) {
            if (type.get().offeredIn(country.get())) {
                requested = checkFields(type.get(), country.get(), inquiry, fields, numbers, attached);
            } else {
                faults.add(CaseFault.of(
                        "/type", CaseFault.NOT_FOR_COUNTRY, country.get().code()));
            }
        } else if (type.isEmpty() && draft.type() == null) {
            draft.fields().keySet().forEach(name -> faults.add(unknownField(name)));
        }
        if (category.isEmpty() || country.isEmpty() || title.isEmpty() || description.isEmpty() || !faults.isEmpty()) {
            return new Checked.Invalid(List.copyOf(faults));
        }
        return new Checked.Valid(new CheckedCase(
                category.get(),
                type,
                country.get(),
                title.get(),
                description.get(),
                fields,
                numbers,
                requested,
                contacts,
                List.copyOf(attached)));
    }

    private Optional<Country> country() {
        if (draft.country() == null || draft.country().isBlank()) {
            faults.add(CaseFault.of("/country", CaseFault.REQUIRED));
            return Optional.empty();
        }
        Optional<Country> country = Country.of(draft.country());
        if (country.isEmpty()) {
            faults.add(CaseFault.of("/country", CaseFault.COUNTRY_NOT_SERVED));
        }
        return country;
    }

    private List<CaseDocument> attached() {
        if (draft.documentIds().size() > MOST_DOCUMENTS) {
            faults.add(CaseFault.of("/documentIds", CaseFault.TOO_MANY, MOST_DOCUMENTS));
            return List.of();
        }
        return attached(draft.documentIds(), "/documentIds", by, documents, faults);
    }

    /** The documents of these ids, each once; a fault for each that is not the owner's. */
    static List<CaseDocument> attached(
            List<String> ids, String pointer, Party owner, CaseDocuments documents, List<CaseFault> faults) {
        List<CaseDocument> found = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            Optional<CaseDocument> document = find(ids.get(index), owner, documents);
            if (document.isEmpty()) {
                faults.add(CaseFault.of(pointer + "/" + index, CaseFault.NO_SUCH_DOCUMENT));
            }
            document.filter(d -> !found.contains(d)).ifPresent(found::add);
        }
        return found;
    }

    private Optional<LocalMoment> checkFields(
            CaseType type,
            Country country,
            boolean inquiry,
            Map<String, Object> checked,
            List<String> numbers,
            List<CaseDocument> attached) {
        for (String name : draft.fields().keySet()) {
            if (!name.equals(CaseField.NUMBERS_DOCUMENT_ID) && type.field(name).isEmpty()) {
                faults.add(unknownField(name));
            }
        }
        Optional<LocalMoment> requested = Optional.empty();
        for (CaseField field : type.fields()) {
            Object value = draft.fields().get(field.name());
            boolean given = value != null && !(value instanceof String text && text.isBlank());
            String pointer = pointer(field.name());
            if (!field.askedIn(country)) {
                if (given) {
                    faults.add(CaseFault.of(pointer, CaseFault.NOT_FOR_COUNTRY, country.code()));
                }
                continue;
            }
            if (field.kind() == CaseField.Kind.NUMBERS) {
                numbers.addAll(numbers(value, field.required() && !inquiry, country, attached));
                continue;
            }
            if (value == null || !given) {
                if (field.required() && !inquiry) {
                    faults.add(CaseFault.of(pointer, CaseFault.REQUIRED));
                }
                continue;
            }
            switch (field.kind()) {
                case TEXT -> text(value, field, pointer).ifPresent(text -> checked.put(field.name(), text));
                case DOMAIN ->
                    text(value, field, pointer)
                            .map(text -> text.toLowerCase(Locale.ROOT))
                            .ifPresent(domain -> {
                                if (DOMAIN.matcher(domain).matches()) {
                                    checked.put(field.name(), domain);
                                } else {
                                    faults.add(CaseFault.of(pointer, CaseFault.NOT_A_DOMAIN));
                                }
                            });
                case CHOICE -> {
                    if (value instanceof String choice && field.choices().contains(choice)) {
                        checked.put(field.name(), choice);
                    } else {
                        faults.add(CaseFault.of(pointer, CaseFault.NOT_A_CHOICE, String.join(", ", field.choices())));
                    }
                }
                case YES_OR_NO -> {
                    if (value instanceof Boolean yes) {
                        checked.put(field.name(), yes);
                    } else {
                        faults.add(CaseFault.of(pointer, CaseFault.NOT_YES_OR_NO));
                    }
                }
                case MUST_BE_TRUE -> {
                    if (Boolean.TRUE.equals(value)) {
                        checked.put(field.name(), true);
                    } else {
                        faults.add(CaseFault.of(pointer, CaseFault.MUST_BE_TRUE));
                    }
                }
                case QUANTITY -> {
                    Optional<Integer> quantity = wholeNumber(value).filter(n -> n >= 1 && n <= field.maximum());
                    if (quantity.isPresent()) {
                        checked.put(field.name(), quantity.get());
                    } else {
                        faults.add(CaseFault.of(pointer, CaseFault.NOT_A_QUANTITY, field.maximum()));
                    }
                }
                case LOCAL_DATE_TIME -> requested = moment(value, country, pointer);
                case LOA ->
                    document(value, CaseDocument.PDF, CaseDocument.LARGEST_LETTER, pointer)
                            .ifPresent(loa -> {
                                checked.put(field.name(), loa.id().toString());
                                if (!attached.contains(loa)) {
                                    attached.add(loa);
                                }
                            });
                case NUMBERS -> throw new IllegalStateException("Numbers are read above");
            }
        }
        Object source = checked.get("sourceTenantDomain");
        if (source != null && source.equals(checked.get("destinationTenantDomain"))) {
            faults.add(CaseFault.of(pointer("destinationTenantDomain"), CaseFault.SAME_TENANT));
        }
        return requested;
    }

    private List<String> numbers(
            @Nullable Object list, boolean required, Country country, List<CaseDocument> attached) {
        Object file = draft.fields().get(CaseField.NUMBERS_DOCUMENT_ID);
        boolean listed = list instanceof List<?> entries ? !entries.isEmpty() : list != null;
        if (listed && file != null) {
            faults.add(CaseFault.of(pointer(CaseField.NUMBERS_DOCUMENT_ID), CaseFault.EITHER_LIST_OR_FILE));
            return List.of();
        }
        if (file != null) {
            String pointer = pointer(CaseField.NUMBERS_DOCUMENT_ID);
            Optional<CaseDocument> csv = document(file, CaseDocument.CSV, CaseDocument.LARGEST_NUMBER_FILE, pointer);
            csv.filter(document -> !attached.contains(document)).ifPresent(attached::add);
            return csv.map(document -> NumberFile.read(bytes(document), country))
                    .map(read -> read(read, pointer, false))
                    .orElse(List.of());
        }
        if (!listed) {
            if (required) {
                faults.add(CaseFault.of("/fields/numbers", CaseFault.REQUIRED));
            }
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (list instanceof List<?> entries) {
            for (int index = 0; index < entries.size(); index++) {
                if (entries.get(index) instanceof String text) {
                    texts.add(text);
                } else {
                    faults.add(CaseFault.of("/fields/numbers/" + index, CaseFault.NOT_TEXT));
                    texts.add("");
                }
            }
        } else {
            faults.add(CaseFault.of("/fields/numbers", CaseFault.NOT_TEXT));
            return List.of();
        }
        return read(NumberFile.ofList(texts, country), "/fields/numbers", true);
    }

    private List<String> read(NumberFile file, String pointer, boolean list) {
        for (NumberFile.Fault fault : file.faults()) {
            faults.add(CaseFault.ofNumber(
                    list ? pointer + "/" + fault.line() : pointer,
                    fault.code(),
                    list ? 0 : fault.line(),
                    fault.text()));
        }
        return file.numbers().stream().map(PhoneNumber::e164).toList();
    }

    private Optional<LocalMoment> moment(Object value, Country country, String pointer) {
        Optional<LocalDateTime> local = localDateTime(value);
        if (local.isEmpty()) {
            faults.add(CaseFault.of(pointer, CaseFault.NOT_A_DATE_TIME));
        }
        Optional<ZoneId> zone = zone(country);
        if (local.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        LocalMoment moment = LocalMoment.of(local.get(), zone.get());
        if (!moment.instant().isAfter(now)) {
            faults.add(CaseFault.of(pointer, CaseFault.IN_THE_PAST));
            return Optional.empty();
        }
        return Optional.of(moment);
    }

    private Optional<ZoneId> zone(Country country) {
        List<String> offered = country.zones().stream().map(ZoneId::getId).toList();
        if (draft.zone() == null || draft.zone().isBlank()) {
            if (country.hasSeveralZones()) {
                faults.add(CaseFault.of("/zone", CaseFault.ZONE_REQUIRED, String.join(", ", offered)));
                return Optional.empty();
            }
            return Optional.of(country.defaultZone());
        }
        if (!offered.contains(draft.zone())) {
            faults.add(CaseFault.of("/zone", CaseFault.NOT_A_ZONE_OF_COUNTRY, String.join(", ", offered)));
            return Optional.empty();
        }
        return Optional.of(ZoneId.of(draft.zone()));
    }

    private static Optional<LocalDateTime> localDateTime(Object value) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        try {
            // Neither calendars nor databases know what to do with years of more than four digits.
            return Optional.of(LocalDateTime.parse(text.strip())).filter(local -> local.getYear() <= 9999);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> text(Object value, CaseField field, String pointer) {
        if (value instanceof String text) {
            return CaseWords.line(text, field.maximum(), pointer, faults);
        }
        faults.add(CaseFault.of(pointer, CaseFault.NOT_TEXT));
        return Optional.empty();
    }

    private Optional<CaseDocument> document(Object value, String mediaType, long largest, String pointer) {
        Optional<CaseDocument> document = value instanceof String id ? find(id, by, documents) : Optional.empty();
        if (document.isEmpty()) {
            faults.add(CaseFault.of(pointer, CaseFault.NO_SUCH_DOCUMENT));
            return document;
        }
        CaseDocument found = document.get();
        Optional<CaseFault> fault = Optional.empty();
        if (!found.mediaType().equals(mediaType)) {
            fault = Optional.of(CaseFault.of(pointer, CaseFault.WRONG_DOCUMENT_KIND, mediaType));
        } else if (found.sizeBytes() > largest) {
            fault = Optional.of(CaseFault.of(pointer, CaseFault.DOCUMENT_TOO_LARGE, largest / (1024 * 1024)));
        } else if (found.quarantined()) {
            fault = Optional.of(CaseFault.of(pointer, CaseFault.DOCUMENT_QUARANTINED));
        }
        fault.ifPresent(faults::add);
        return fault.isEmpty() ? document : Optional.empty();
    }

    /** A file of numbers, which is small enough to be read as a whole. */
    private byte[] bytes(CaseDocument document) {
        try (InputStream content = documents.open(document.id())) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("A document that cannot be read", e);
        }
    }

    private static Optional<CaseDocument> find(String id, Party owner, CaseDocuments documents) {
        try {
            return documents.find(owner, UUID.fromString(id));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> wholeNumber(Object value) {
        return switch (value) {
            case Integer number -> Optional.of(number);
            case Long number when number.intValue() == number -> Optional.of(number.intValue());
            case BigInteger number when number.bitLength() < Integer.SIZE -> Optional.of(number.intValue());
            case BigDecimal number
            when number.stripTrailingZeros().scale() <= 0
                    && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0 ->
                Optional.of(number.intValue());
            default -> Optional.empty();
        };
    }

    /** The constant of that name; a missing or unknown one is a fault. */
    static <E extends Enum<E>> Optional<E> choice(
            @Nullable String name, Class<E> choices, String pointer, List<CaseFault> faults) {
        if (name == null || name.isBlank()) {
            faults.add(CaseFault.of(pointer, CaseFault.REQUIRED));
            return Optional.empty();
        }
        Set<E> all = EnumSet.allOf(choices);
        Optional<E> chosen =
                all.stream().filter(choice -> choice.name().equals(name)).findFirst();
        if (chosen.isEmpty()) {
            faults.add(CaseFault.of(
                    pointer,
                    CaseFault.NOT_A_CHOICE,
                    String.join(", ", all.stream().map(Enum::name).toList())));
        }
        return chosen;
    }

    private static CaseFault unknownField(String name) {
        return CaseFault.of(pointer(name), CaseFault.UNKNOWN_FIELD);
    }

    /** RFC 6901: {@code ~} and {@code /} within a name are escaped. */
    private static String pointer(String field) {
        return "/fields/" + field.replace("~", "~0").replace("/", "~1");
    }
}
