package io.portline.cases.tnscase;

import io.portline.numbering.Country;
import io.portline.numbering.Language;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Cases and drafts to begin tests with. */
public final class CaseFixtures {

    public static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    public static final Party.Customer ADA = new Party.Customer("ada", "Ada Lovelace", "contoso");
    public static final Party.Customer BEN = new Party.Customer("ben", "Ben Ali", "contoso");
    public static final Party.Desk DESK = new Party.Desk("desk", "Dana Desk");
    public static final Party.Desk HARU = new Party.Desk("haru", "Haru");

    private CaseFixtures() {}

    public static CheckedCase inquiry() {
        return new CheckedCase(
                CaseCategory.GENERAL_INQUIRY,
                Optional.empty(),
                Country.FR,
                "Can we port mobile numbers?",
                "We have ten of them.",
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(new CheckedCase.NamedContact("Claire Martin", "claire@contoso.example", Language.FR)),
                List.of());
    }

    public static Decision.Accepted opening(UUID id, long number) {
        return TnsCase.open(
                id,
                new CaseNumber(number),
                inquiry(),
                ADA,
                List.of(
                        new CaseContact(UUID.randomUUID(), true, "Ada Lovelace", "ada@contoso.example", Language.EN),
                        new CaseContact(
                                UUID.randomUUID(), false, "Claire Martin", "claire@contoso.example", Language.FR)),
                NOW);
    }

    public static TnsCase opened() {
        return opening(UUID.randomUUID(), 42).after();
    }

    /** A case in that status, by the way that leads there. */
    public static TnsCase in(CaseStatus status) {
        TnsCase fresh = opened();
        return switch (status) {
            case NEW -> fresh;
            case IN_PROGRESS -> after(fresh, new CaseCommand.Take(DESK));
            case WAITING_FOR_CUSTOMER -> after(fresh, new CaseCommand.Ask(DESK, "Which carrier?"));
            case RESOLVED ->
                after(
                        after(fresh, new CaseCommand.Take(DESK)),
                        new CaseCommand.Resolve(DESK, ResolutionCode.ANSWERED, Optional.of("Yes.")));
            case CANCELLED ->
                after(fresh, new CaseCommand.Cancel(ADA, CancelReason.NO_LONGER_NEEDED, Optional.empty()));
        };
    }

    public static TnsCase after(TnsCase tnsCase, CaseCommand command) {
        return ((Decision.Accepted) tnsCase.decide(command, NOW)).after();
    }

    /** A draft of that type that is right in that country. */
    public static CaseDraft draft(CaseType type, Country country, Map<String, Object> changes) {
        Map<String, Object> fields = new HashMap<>();
        for (CaseField field : type.fields()) {
            if (field.askedIn(country)) {
                fields.put(field.name(), valid(field, country));
            }
        }
        if (fields.containsKey("destinationTenantDomain")) {
            fields.put("destinationTenantDomain", "fabrikam.example");
        }
        fields.putAll(changes);
        return new CaseDraft(
                "NEW_REQUEST",
                type.name(),
                country.code(),
                "A title",
                "A description",
                List.of(),
                fields,
                country.hasSeveralZones() ? country.defaultZone().getId() : null,
                List.of());
    }

    private static Object valid(CaseField field, Country country) {
        return switch (field.kind()) {
            case TEXT -> "Text";
            case DOMAIN -> "contoso.example";
            case CHOICE -> field.choices().getFirst();
            case YES_OR_NO -> false;
            case MUST_BE_TRUE -> true;
            case QUANTITY -> 10;
            case LOCAL_DATE_TIME -> "2026-12-14T10:00";
            case NUMBERS -> List.of(number(country));
            case LOA -> StoredDocuments.LOA.id().toString();
        };
    }

    public static String number(Country country) {
        return switch (country) {
            case US -> "+12125550123";
            case CA -> "+14165550123";
            case GB -> "+442079460123";
            case FR -> "+33140000123";
            case DE -> "+493023125123";
            case JP -> "+81332345678";
        };
    }

    /** Two documents of contoso: a letter of authorization and a file of numbers. */
    public static final class StoredDocuments implements CaseDocuments {

        public static final CaseDocument LOA = new CaseDocument(
                UUID.fromString("0199b0a0-0000-7000-8000-000000000001"), "loa.pdf", CaseDocument.PDF, 5);
        public static final CaseDocument CSV = new CaseDocument(
                UUID.fromString("0199b0a0-0000-7000-8000-000000000002"), "numbers.csv", CaseDocument.CSV, 5);

        private final byte[] csv;

        public StoredDocuments(String csv) {
            this.csv = csv.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public void add(CaseDocument document, String tenantId, String uploadedBy, Instant at, byte[] content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<CaseDocument> find(String tenantId, UUID id) {
            return List.of(LOA, CSV).stream()
                    .filter(document ->
                            tenantId.equals("contoso") && document.id().equals(id))
                    .findFirst();
        }

        @Override
        public byte[] content(UUID id) {
            return csv.clone();
        }
    }
}
