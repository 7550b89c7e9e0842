package io.portline.cases.tnscase;

import io.portline.numbering.Country;
import io.portline.numbering.Language;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.portline.cases.tnscase.CaseFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class CaseFormTest {

    private final CaseFixtures.StoredDocuments documents =
            new CaseFixtures.StoredDocuments("PhoneNumber\n01 40 00 01 23\n+33140000124\n");

    static Stream<Arguments> everyTypeAndCountry() {
        return Arrays.stream(CaseType.values())
                .flatMap(type -> Arrays.stream(Country.values()).map(country -> Arguments.of(type, country)));
    }

    @ParameterizedTest
    @MethodSource("everyTypeAndCountry")
    void takesARightCaseWhereItsTypeIsOffered(CaseType type, Country country) {
        List<String> faults = faults(CaseFixtures.draft(type, country, Map.of()));

        if (type.offeredIn(country)) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).containsExactly("/type NOT_FOR_COUNTRY");
        }
    }

    @ParameterizedTest
    @MethodSource("everyTypeAndCountry")
    void asksForEveryRequiredFieldOfTheCountryAtOnce(CaseType type, Country country) {
        if (!type.offeredIn(country)) {
            return;
        }
        CaseDraft draft = withFields(CaseFixtures.draft(type, country, Map.of()), Map.of());

        assertThat(faults(draft))
                .containsExactlyElementsOf(type.fields().stream()
                        .filter(field -> field.required() && field.askedIn(country))
                        .map(field -> "/fields/" + field.name() + " REQUIRED")
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("everyTypeAndCountry")
    void refusesFieldsThatTheCountryDoesNotAskFor(CaseType type, Country country) {
        if (!type.offeredIn(country)) {
            return;
        }
        Map<String, Object> surplus = type.fields().stream()
                .filter(field -> !field.askedIn(country))
                .collect(Collectors.toMap(CaseField::name, _ -> "x"));

        assertThat(faults(CaseFixtures.draft(type, country, surplus)))
                .containsExactlyInAnyOrderElementsOf(surplus.keySet().stream()
                        .map(name -> "/fields/" + name + " NOT_FOR_COUNTRY")
                        .toList());
    }

    @Test
    void tellsAllFaultsOfAnEmptyCaseAtOnce() {
        CaseDraft empty = new CaseDraft(null, null, null, " ", null, List.of(), Map.of("surprise", 1), null, List.of());

        assertThat(faults(empty))
                .containsExactlyInAnyOrder(
                        "/category REQUIRED",
                        "/type REQUIRED",
                        "/country REQUIRED",
                        "/title REQUIRED",
                        "/description REQUIRED",
                        "/fields/surprise UNKNOWN_FIELD");
    }

    @Test
    void tellsFaultsOfEveryKindAtOnce() {
        CaseDraft draft = new CaseDraft(
                "NEW_REQUEST",
                "INVENTORY_TYPE_CHANGE",
                "US",
                "x".repeat(121),
                "A\u0000B",
                List.of(
                        new CaseDraft.ContactDraft("nobody", "N", "en"),
                        new CaseDraft.ContactDraft("a@contoso.example", "A", "de"),
                        new CaseDraft.ContactDraft("A@contoso.example", "A", "en")),
                Map.of(
                        "convertTo",
                        "ROBOT",
                        "requestedAt",
                        "14/08/2021 10:00",
                        "unassignedUnderstood",
                        false,
                        "numbers",
                        List.of("+12125550123", "(212) 555-0123", "+33140000123", 7)),
                null,
                List.of("0199b0a0-0000-7000-8000-00000000ffff"));

        assertThat(faults(draft))
                .containsExactlyInAnyOrder(
                        "/title TOO_LONG",
                        "/description CONTROL_CHARACTERS",
                        "/contacts/0/email NOT_AN_EMAIL",
                        "/contacts/1/language NOT_A_CHOICE",
                        "/contacts/2/email DUPLICATE_CONTACT",
                        "/documentIds/0 NO_SUCH_DOCUMENT",
                        "/fields/convertTo NOT_A_CHOICE",
                        "/fields/requestedAt NOT_A_DATE_TIME",
                        "/zone ZONE_REQUIRED",
                        "/fields/unassignedUnderstood MUST_BE_TRUE",
                        "/fields/numbers/3 NOT_TEXT",
                        "/fields/numbers/1 DUPLICATE",
                        "/fields/numbers/2 WRONG_COUNTRY",
                        "/fields/numbers/3 EMPTY");
    }

    /** Which a database refuses otherwise. */
    @Test
    void aYearOfMoreThanFourDigitsIsNoDate() {
        CaseDraft draft = CaseFixtures.draft(
                CaseType.INVENTORY_TYPE_CHANGE, Country.FR, Map.of("requestedAt", "+300000-01-01T00:00"));

        assertThat(faults(draft)).containsExactly("/fields/requestedAt NOT_A_DATE_TIME");
    }

    @Test
    void anInquiryMayLeaveOutTypeAndFields() {
        CaseDraft inquiry = new CaseDraft(
                "GENERAL_INQUIRY", null, "JP", "Title", "Description", List.of(), Map.of(), null, List.of());

        assertThat(valid(inquiry).type()).isEmpty();
    }

    @Test
    void whatAnInquirySaysMustBeRightAllTheSame() {
        CaseDraft inquiry = new CaseDraft(
                "GENERAL_INQUIRY",
                "CUSTOM_CALLING_NAME",
                "US",
                "Title",
                "Description",
                List.of(),
                Map.of("callingName", "Contoso Limited."),
                null,
                List.of());

        assertThat(faults(inquiry)).containsExactly("/fields/callingName TOO_LONG");
    }

    @ParameterizedTest
    @CsvSource({"Contoso Limited, true", "Contoso Limited!, false"})
    void aCallingNameHasAtMost15Characters(String name, boolean taken) {
        CaseDraft draft = CaseFixtures.draft(CaseType.CUSTOM_CALLING_NAME, Country.US, Map.of("callingName", name));

        assertThat(faults(draft).isEmpty()).isEqualTo(taken);
    }

    @Test
    void readsTheRequestedTimeByTheClocksOfTheCountry() {
        CaseDraft draft = CaseFixtures.draft(CaseType.PORT_IN, Country.FR, Map.of("requestedAt", "2027-08-14T10:00"));

        assertThat(valid(draft).requested()).hasValueSatisfying(requested -> {
            assertThat(requested.local()).isEqualTo(LocalDateTime.parse("2027-08-14T10:00"));
            assertThat(requested.zone().getId()).isEqualTo("Europe/Paris");
            assertThat(requested.instant()).isEqualTo(Instant.parse("2027-08-14T08:00:00Z"));
        });
    }

    @Test
    void asksForTheZoneWhereACountryHasSeveralAndTakesOnlyItsOwn() {
        CaseDraft draft = CaseFixtures.draft(CaseType.PORT_IN, Country.US, Map.of());

        assertThat(faults(withZone(draft, null))).containsExactly("/zone ZONE_REQUIRED");
        assertThat(faults(withZone(draft, "Europe/Paris"))).containsExactly("/zone NOT_A_ZONE_OF_COUNTRY");
        assertThat(valid(withZone(draft, "Pacific/Honolulu")).requested())
                .hasValueSatisfying(requested -> assertThat(requested.instant()).isEqualTo("2026-12-14T20:00:00Z"));
    }

    @Test
    void whatIsAskedForMustLieAhead() {
        CaseDraft draft = CaseFixtures.draft(CaseType.PORT_IN, Country.FR, Map.of("requestedAt", "2026-11-23T10:00"));

        assertThat(faults(draft)).containsExactly("/fields/requestedAt IN_THE_PAST");
    }

    @Test
    void aPortInNeedsALetterOfAuthorizationThatIsAPdf() {
        Map<String, Object> csv =
                Map.of("loaDocumentId", CaseFixtures.StoredDocuments.CSV.id().toString());

        assertThat(faults(CaseFixtures.draft(CaseType.PORT_IN, Country.FR, csv)))
                .containsExactly("/fields/loaDocumentId WRONG_DOCUMENT_KIND");
        assertThat(valid(CaseFixtures.draft(CaseType.PORT_IN, Country.FR, Map.of()))
                        .documents())
                .containsExactly(CaseFixtures.StoredDocuments.LOA);
    }

    @Test
    void aDocumentOfAnotherTenantDoesNotExist() {
        CaseDraft draft = CaseFixtures.draft(CaseType.PORT_IN, Country.FR, Map.of());

        assertThat(CaseForm.check(draft, new Party.Customer("claire", "Claire", "fabrikam"), documents, NOW))
                .isEqualTo(new CaseForm.Checked.Invalid(
                        List.of(CaseFault.of("/fields/loaDocumentId", CaseFault.NO_SUCH_DOCUMENT))));
    }

    @Test
    void readsNumbersFromAFileAndTellsEveryBadRow() {
        assertThat(valid(fromFile()).numbers()).containsExactly("+33140000123", "+33140000124");

        CaseForm.Checked checked = CaseForm.check(
                fromFile(),
                CaseFixtures.ADA,
                new CaseFixtures.StoredDocuments("PhoneNumber\nabc\n+33140000123\n0140000123\n+12125550123\n"),
                NOW);

        assertThat(((CaseForm.Checked.Invalid) checked).faults())
                .extracting(CaseFault::line, CaseFault::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, "NOT_A_NUMBER"),
                        org.assertj.core.groups.Tuple.tuple(4L, "DUPLICATE"),
                        org.assertj.core.groups.Tuple.tuple(5L, "WRONG_COUNTRY"));
    }

    @Test
    void takesAnyCountOfNumbers() {
        List<String> numbers = IntStream.range(0, 2_000)
                .mapToObj(i -> "+331400%05d".formatted(i))
                .toList();

        assertThat(valid(CaseFixtures.draft(CaseType.PORT_IN, Country.FR, Map.of("numbers", numbers)))
                        .numbers())
                .hasSize(2_000);
    }

    @Test
    void doesNotTakeAListAndAFile() {
        CaseDraft draft = CaseFixtures.draft(
                CaseType.PORT_IN,
                Country.FR,
                Map.of(
                        CaseField.NUMBERS_DOCUMENT_ID,
                        CaseFixtures.StoredDocuments.CSV.id().toString()));

        assertThat(faults(draft)).containsExactly("/fields/numbersDocumentId EITHER_LIST_OR_FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso", "-contoso.example", "https://contoso.example", "contoso..example"})
    void tenantsAreNamedByDomains(String domain) {
        CaseDraft draft =
                CaseFixtures.draft(CaseType.INTER_TENANT_PORT, Country.FR, Map.of("sourceTenantDomain", domain));

        assertThat(faults(draft)).containsExactly("/fields/sourceTenantDomain NOT_A_DOMAIN");
    }

    @Test
    void aMoveBetweenTenantsHasTwo() {
        CaseDraft draft = CaseFixtures.draft(
                CaseType.INTER_TENANT_PORT, Country.FR, Map.of("destinationTenantDomain", "Contoso.Example"));

        assertThat(faults(draft)).containsExactly("/fields/destinationTenantDomain SAME_TENANT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "100001"})
    void quantitiesAreWholeAndBounded(String quantity) {
        CaseDraft draft = CaseFixtures.draft(
                CaseType.NEW_TN_ACQUISITION, Country.US, Map.of("quantity", new java.math.BigDecimal(quantity)));

        assertThat(faults(draft)).containsExactly("/fields/quantity NOT_A_QUANTITY");
    }

    @Test
    void somebodyWithoutANameIsAddressedByTheirAddress() {
        CaseDraft draft = CaseFixtures.draft(CaseType.PORT_IN, Country.FR, Map.of());
        CaseDraft withContact = new CaseDraft(
                draft.category(),
                draft.type(),
                draft.country(),
                draft.title(),
                draft.description(),
                List.of(new CaseDraft.ContactDraft("yuki@contoso.example", null, "ja")),
                draft.fields(),
                draft.zone(),
                draft.documentIds());

        assertThat(valid(withContact).contacts())
                .containsExactly(new CheckedCase.NamedContact("yuki", "yuki@contoso.example", Language.JA));
    }

    private static CaseDraft fromFile() {
        CaseDraft draft = CaseFixtures.draft(CaseType.PORT_IN, Country.FR, Map.of());
        Map<String, @Nullable Object> fields = new HashMap<>(draft.fields());
        fields.remove("numbers");
        fields.put(
                CaseField.NUMBERS_DOCUMENT_ID,
                CaseFixtures.StoredDocuments.CSV.id().toString());
        return withFields(draft, fields);
    }

    private static CaseDraft withFields(CaseDraft draft, Map<String, @Nullable Object> fields) {
        return new CaseDraft(
                draft.category(),
                draft.type(),
                draft.country(),
                draft.title(),
                draft.description(),
                draft.contacts(),
                fields,
                draft.zone(),
                draft.documentIds());
    }

    private static CaseDraft withZone(CaseDraft draft, @Nullable String zone) {
        return new CaseDraft(
                draft.category(),
                draft.type(),
                draft.country(),
                draft.title(),
                draft.description(),
                draft.contacts(),
                draft.fields(),
                zone,
                draft.documentIds());
    }

    private CheckedCase valid(CaseDraft draft) {
        CaseForm.Checked checked = CaseForm.check(draft, CaseFixtures.ADA, documents, NOW);
        assertThat(checked).isInstanceOf(CaseForm.Checked.Valid.class);
        return ((CaseForm.Checked.Valid) checked).checked();
    }

    private List<String> faults(CaseDraft draft) {
        return switch (CaseForm.check(draft, CaseFixtures.ADA, documents, NOW)) {
            case CaseForm.Checked.Valid _ -> List.of();
            case CaseForm.Checked.Invalid(var faults) ->
                faults.stream()
                        .map(fault -> fault.pointer() + " " + fault.code())
                        .toList();
        };
    }

    @Test
    void aLetterIsSmallerThanOtherDocumentsAndWhatTheScanHeldBackIsNotRead() {
        Map<String, Object> changes = new java.util.HashMap<>(Map.of(
                "loaDocumentId", CaseFixtures.StoredDocuments.THICK_LOA.id().toString(),
                "numbersDocumentId", CaseFixtures.StoredDocuments.HELD_BACK.id().toString()));
        changes.put("numbers", null);

        assertThat(faults(CaseFixtures.draft(CaseType.PORT_IN, Country.FR, changes)))
                .containsExactlyInAnyOrder(
                        "/fields/loaDocumentId DOCUMENT_TOO_LARGE", "/fields/numbersDocumentId DOCUMENT_QUARANTINED");
    }
}
