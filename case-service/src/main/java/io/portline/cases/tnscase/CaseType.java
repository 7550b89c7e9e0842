package io.portline.cases.tnscase;

import io.portline.numbering.Country;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static io.portline.cases.tnscase.CaseField.Kind.CHOICE;
import static io.portline.cases.tnscase.CaseField.Kind.DOMAIN;
import static io.portline.cases.tnscase.CaseField.Kind.LOA;
import static io.portline.cases.tnscase.CaseField.Kind.LOCAL_DATE_TIME;
import static io.portline.cases.tnscase.CaseField.Kind.MUST_BE_TRUE;
import static io.portline.cases.tnscase.CaseField.Kind.NUMBERS;
import static io.portline.cases.tnscase.CaseField.Kind.QUANTITY;
import static io.portline.cases.tnscase.CaseField.Kind.TEXT;
import static io.portline.cases.tnscase.CaseField.Kind.YES_OR_NO;

/** What a case is about, and the fields that each type asks for, as data: the form, its checks and its words follow. */
public enum CaseType {
    /** The name shown to those who are called; a service of the United States. */
    CUSTOM_CALLING_NAME(
            EnumSet.of(Country.US),
            CaseField.required("callingName", TEXT).upTo(15),
            CaseField.required("numbers", NUMBERS)),
    INTER_TENANT_PORT(
            everywhere(),
            CaseField.required("sourceTenantDomain", DOMAIN).upTo(253),
            CaseField.optional("sourceTenantId", TEXT).upTo(64),
            CaseField.required("destinationTenantDomain", DOMAIN).upTo(253),
            CaseField.optional("destinationTenantId", TEXT).upTo(64),
            CaseField.required(CaseField.REQUESTED_AT, LOCAL_DATE_TIME),
            CaseField.required("numbers", NUMBERS)),
    INVENTORY_TYPE_CHANGE(
            everywhere(),
            CaseField.required("convertTo", CHOICE).among("USER", "SERVICE"),
            CaseField.required(CaseField.REQUESTED_AT, LOCAL_DATE_TIME),
            CaseField.required("unassignedUnderstood", MUST_BE_TRUE),
            CaseField.required("numbers", NUMBERS)),
    NEW_TN_ACQUISITION(
            everywhere(),
            CaseField.required("numberType", CHOICE).among("USER", "SERVICE", "TOLL_FREE"),
            CaseField.required("triedAdminCentre", YES_OR_NO),
            CaseField.required("quantity", QUANTITY).upTo(100_000),
            CaseField.required("region", TEXT).upTo(80),
            CaseField.required("city", TEXT).upTo(80),
            // Where numbers are tied to a place, the authority wants to know which.
            CaseField.required("officeAddress", TEXT).upTo(300).only(Country.FR, Country.DE, Country.JP),
            CaseField.required("directoryListing", YES_OR_NO).only(Country.GB, Country.FR, Country.DE)),
    PORT_IN(
            everywhere(),
            CaseField.required("orderName", TEXT).upTo(80),
            CaseField.required(CaseField.REQUESTED_AT, LOCAL_DATE_TIME),
            CaseField.required("numbers", NUMBERS),
            CaseField.required("loaDocumentId", LOA)),
    /** Of an emergency address; where it is kept per location. The address itself is in the description. */
    ADDRESS_UPDATE(
            EnumSet.of(Country.US, Country.CA, Country.GB, Country.FR, Country.DE),
            CaseField.required("locationId", TEXT).upTo(80),
            CaseField.required("numbers", NUMBERS));

    // Both are copies that cannot be changed, which their types do not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Country> countries;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<CaseField> fields;

    CaseType(Set<Country> countries, CaseField... fields) {
        this.countries = Set.copyOf(countries);
        this.fields = List.of(fields);
    }

    /** Where this type is offered. */
    public boolean offeredIn(Country country) {
        return countries.contains(country);
    }

    public Set<Country> countries() {
        return countries;
    }

    /** All fields, those of some countries among them, in the order of the form. */
    public List<CaseField> fields() {
        return fields;
    }

    public Optional<CaseField> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    private static Set<Country> everywhere() {
        return EnumSet.allOf(Country.class);
    }
}
