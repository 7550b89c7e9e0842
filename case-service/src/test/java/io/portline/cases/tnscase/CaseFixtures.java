package io.portline.cases.tnscase;

import io.portline.numbering.Country;
import io.portline.numbering.Language;
import io.portline.numbering.LocalMoment;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
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

    public static final Party.Automatic PORTLINE = new Party.Automatic();
    public static final ServiceTarget TARGET = new ServiceTarget(Duration.ofHours(4), Duration.ofDays(2));

    private CaseFixtures() {}

    public static CaseContact contact(boolean opener, String name, String email, Language language) {
        return new CaseContact(UUID.randomUUID(), opener, name, email, language, ReplyToken.newSecret());
    }

    /** A change of inventory with two numbers, wanted a day from now. */
    public static TnsCase inventoryChange() {
        CheckedCase checked = new CheckedCase(
                CaseCategory.NEW_REQUEST,
                Optional.of(CaseType.INVENTORY_TYPE_CHANGE),
                Country.FR,
                "Service numbers",
                "Please.",
                Map.of("convertTo", "SERVICE", "unassignedUnderstood", true),
                List.of("+33140000123", "+33140000124"),
                Optional.of(LocalMoment.of(LocalDateTime.of(2026, 11, 24, 10, 0), ZoneId.of("Europe/Paris"))),
                List.of(),
                List.of());
        return TnsCase.open(
                        UUID.randomUUID(),
                        new CaseNumber(43),
                        "contoso",
                        checked,
                        ADA,
                        List.of(),
                        List.of(),
                        TARGET,
                        NOW)
                .after();
    }

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
                "contoso",
                inquiry(),
                ADA,
                List.of(
                        contact(true, "Ada Lovelace", "ada@contoso.example", Language.EN),
                        contact(false, "Claire Martin", "claire@contoso.example", Language.FR)),
                List.of(),
                TARGET,
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
            case WAITING_FOR_CUSTOMER -> after(fresh, new CaseCommand.Ask(DESK, "Which carrier?", List.of()));
            case RESOLVED ->
                after(
                        after(fresh, new CaseCommand.Take(DESK)),
                        new CaseCommand.Resolve(DESK, ResolutionCode.ANSWERED, Optional.of("Yes.")));
            case CANCELLED ->
                after(fresh, new CaseCommand.Cancel(ADA, CancelReason.NO_LONGER_NEEDED, Optional.empty()));
        };
    }

    public static TnsCase after(TnsCase tnsCase, CaseCommand command) {
        return after(tnsCase, command, NOW);
    }

    public static TnsCase after(TnsCase tnsCase, CaseCommand command, Instant now) {
        return ((Decision.Accepted) tnsCase.decide(command, now)).after();
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
                UUID.fromString("0199b0a0-0000-7000-8000-000000000001"), "loa.pdf", CaseDocument.PDF, 5, false);
        public static final CaseDocument CSV = new CaseDocument(
                UUID.fromString("0199b0a0-0000-7000-8000-000000000002"), "numbers.csv", CaseDocument.CSV, 5, false);
        public static final CaseDocument THICK_LOA = new CaseDocument(
                UUID.fromString("0199b0a0-0000-7000-8000-000000000003"),
                "loa.pdf",
                CaseDocument.PDF,
                CaseDocument.LARGEST_LETTER + 1,
                false);
        public static final CaseDocument HELD_BACK = new CaseDocument(
                UUID.fromString("0199b0a0-0000-7000-8000-000000000004"), "numbers.csv", CaseDocument.CSV, 5, true);

        private final byte[] csv;

        public StoredDocuments(String csv) {
            this.csv = csv.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public void add(CaseDocument document, Party broughtBy, Instant at, DocumentContent content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<CaseDocument> find(Party owner, UUID id) {
            return List.of(LOA, CSV, THICK_LOA, HELD_BACK).stream()
                    .filter(document -> owner instanceof Party.Customer customer
                            && customer.tenantId().equals("contoso")
                            && document.id().equals(id))
                    .findFirst();
        }

        @Override
        public InputStream open(UUID id) {
            return new ByteArrayInputStream(csv);
        }

        @Override
        public boolean release(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int forget(Instant now, int most) {
            throw new UnsupportedOperationException();
        }
    }
}
