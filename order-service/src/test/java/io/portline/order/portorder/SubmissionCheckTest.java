package io.portline.order.portorder;

import io.portline.order.portorder.PortOrderForm.Numbers;
import io.portline.order.portorder.SubmissionCheck.Result;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class SubmissionCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final UUID LETTER = UUID.fromString("01900000-0000-7000-8000-0000000000aa");
    private static final CarrierDirectory CARRIERS = id -> Map.of(
                    "us-cascadia", carrier("us-cascadia", "US"),
                    "fr-hexatel", carrier("fr-hexatel", "FR"),
                    "jp-sakura", carrier("jp-sakura", "JP"),
                    "gb-albion", carrier("gb-albion", "GB"))
            .entrySet()
            .stream()
            .filter(entry -> entry.getKey().equals(id))
            .map(Map.Entry::getValue)
            .findFirst();

    private static Carrier carrier(String id, String country) {
        return Orders.carrier(id, country);
    }

    /** A form that can be bent. */
    private static final class Form {
        String name = "Head office";
        String country = "US";
        String carrier = "us-cascadia";
        String type = "FULL";
        Numbers numbers = new Numbers.Listed(List.of("+12125550100", "(212) 555-0101"));
        String btn = "+12125550100";
        String replacement;
        String account = "ACC-1";
        PortOrderForm.Holder holder = new PortOrderForm.Holder("Contoso", null, "Ada Lovelace", null, null);
        String date = "2026-12-07T10:00";
        UUID letter = LETTER;
        String signed = "2026-11-20";
        List<PortOrderForm.Person> contacts = List.of();
        Boolean terms = true;
        Map<String, String> fields = Map.of();
        Passcode passcode;
        PortOrder earlier;

        Result check() {
            PortOrderForm form = new PortOrderForm(
                    name,
                    country,
                    carrier,
                    type,
                    numbers,
                    btn,
                    replacement,
                    account,
                    passcode,
                    holder,
                    new PortOrderForm.Address("1 Main Street", null, "New York", "NY", "10001"),
                    date,
                    letter,
                    signed,
                    contacts,
                    terms,
                    fields);
            return SubmissionCheck.check(
                    form,
                    new SubmissionCheck.Context(
                            Orders.ID,
                            NOW,
                            CARRIERS,
                            LETTER::equals,
                            new SubmissionCheck.Submitter("Ada", "ada@contoso.example", "en"),
                            earlier));
        }

        Result.Valid valid() {
            Result result = check();
            assertThat(result).isInstanceOf(Result.Valid.class);
            return (Result.Valid) result;
        }

        List<String> faults() {
            Result result = check();
            assertThat(result).isInstanceOf(Result.Invalid.class);
            return ((Result.Invalid) result)
                    .faults().stream().map(f -> f.pointer() + " " + f.code()).toList();
        }
    }

    @Test
    void takesAWholeOrderInAnyNotation() {
        Result.Valid valid = new Form().valid();
        assertThat(valid.details().numbers()).containsExactly("+12125550100", "+12125550101");
        assertThat(valid.details().requested().zone().getId()).isEqualTo("America/New_York");
        assertThat(valid.details().requested().instant()).isEqualTo("2026-12-07T15:00:00Z");
        assertThat(valid.contacts()).extracting(Contact::role).containsExactly(Contact.Role.SUBMITTER);
    }

    @Test
    void tellsEverythingThatIsMissingAtOnce() {
        PortOrderForm empty = new PortOrderForm(
                null,
                null,
                null,
                null,
                new Numbers.Listed(List.of()),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                Map.of());
        Result result = SubmissionCheck.check(
                empty, new SubmissionCheck.Context(Orders.ID, NOW, CARRIERS, LETTER::equals, null, null));
        assertThat(((Result.Invalid) result).faults())
                .allMatch(fault -> fault.code().equals("REQUIRED"))
                .extracting(Fault::pointer)
                .contains(
                        "/name",
                        "/country",
                        "/losingCarrierId",
                        "/portType",
                        "/accountHolder",
                        "/serviceAddress",
                        "/requestedPortDate",
                        "/loaDocumentId",
                        "/loaSignedOn",
                        "/emergencyCallingTermsAccepted");
    }

    @Test
    void tellsEveryBadNumberOfAListByItsPlace() {
        Form form = new Form();
        form.numbers = new Numbers.Listed(List.of("+12125550100", "nonsense", "+33142685300", "2125550100"));
        assertThat(form.faults())
                .containsExactlyInAnyOrder(
                        "/numbers/1 NOT_A_NUMBER", "/numbers/2 WRONG_COUNTRY", "/numbers/3 DUPLICATE");
    }

    @Test
    void tellsEveryBadRowOfAFileByLineAndText() {
        Form form = new Form();
        form.numbers =
                new Numbers.Csv("PhoneNumber\n+12125550100\nnonsense\n+33142685300\n".getBytes(StandardCharsets.UTF_8));
        Result.Invalid invalid = (Result.Invalid) form.check();
        assertThat(invalid.rows())
                .extracting(SubmissionCheck.Row::line, SubmissionCheck.Row::text, SubmissionCheck.Row::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, "nonsense", "NOT_A_NUMBER"),
                        org.assertj.core.groups.Tuple.tuple(4L, "+33142685300", "WRONG_COUNTRY"));
    }

    @Test
    void refusesMoreThan999NumbersAndSaysSo() {
        Form form = new Form();
        List<String> numbers = new ArrayList<>(IntStream.range(0, 1000)
                .mapToObj(i -> "+1212555%04d".formatted(i + 1000))
                .toList());
        form.numbers = new Numbers.Listed(numbers);
        form.btn = numbers.getFirst();
        Result.Invalid invalid = (Result.Invalid) form.check();
        assertThat(invalid.tooMany()).isTrue();
        form.numbers = new Numbers.Listed(numbers.subList(0, 999));
        assertThat(form.valid().details().numbers()).hasSize(999);
    }

    @Test
    void holdsTheRulesOfTheBillingNumber() {
        Form full = new Form();
        full.btn = "+12125550199";
        assertThat(full.faults()).containsExactly("/billingTelephoneNumber FULL_PORT_WITHOUT_BTN");
        Form partial = new Form();
        partial.type = "PARTIAL";
        assertThat(partial.faults()).containsExactly("/replacementBillingTelephoneNumber PARTIAL_PORT_TAKES_BTN");
        partial.replacement = "+12125550101";
        assertThat(partial.faults()).containsExactly("/replacementBillingTelephoneNumber REPLACEMENT_IS_PORTED");
        partial.replacement = "+12125550198";
        partial.valid();
        partial.replacement = null;
        partial.btn = "+12125550199";
        partial.valid();
    }

    @Test
    void neverCutsALongNameButAsksForAShortForm() {
        Form form = new Form();
        form.holder = new PortOrderForm.Holder(
                "The Contoso Trading Company of Delaware", null, "Augusta Ada King Lovelace", null, null);
        assertThat(form.faults())
                .containsExactly(
                        "/accountHolder/organisationShort SHORT_FORM_NEEDED",
                        "/accountHolder/authorisedPersonShort SHORT_FORM_NEEDED");
        form.holder = new PortOrderForm.Holder(
                "The Contoso Trading Company of Delaware",
                "Contoso Trading",
                "Augusta Ada King Lovelace",
                "A. A. K. Lovelace",
                null);
        assertThat(form.faults()).containsExactly("/accountHolder/authorisedPersonShort TOO_LONG_FOR_CARRIER");
    }

    @Test
    void takesTheZoneFromTheRegionOfTheBillingNumber() {
        Form form = new Form();
        form.numbers = new Numbers.Listed(List.of("+14155550100"));
        form.btn = "+14155550100";
        assertThat(form.valid().details().requested().zone().getId()).isEqualTo("America/Los_Angeles");
    }

    @Test
    void movesALocalTimeThatDoesNotExistForwardByTheGap() {
        Form form = new Form();
        form.date = "2027-03-14T02:30";
        assertThat(form.valid().details().requested().local()).hasToString("2027-03-14T03:30");
    }

    @Test
    void takesTheEarlierOfALocalTimeThatExistsTwice() {
        Form form = new Form();
        form.date = "2027-11-07T01:30";
        assertThat(form.valid().details().requested().instant()).isEqualTo("2027-11-07T05:30:00Z");
    }

    @Test
    void refusesDatesInThePastAndLettersThatAreTooOldOrFromTheFuture() {
        Form form = new Form();
        form.date = "2026-11-23T09:00";
        form.signed = "2026-10-23";
        assertThat(form.faults())
                .containsExactlyInAnyOrder("/requestedPortDate NOT_IN_THE_FUTURE", "/loaSignedOn LOA_EXPIRED");
        form.date = "2026-12-07T10:00+01:00";
        form.signed = "2026-11-24";
        assertThat(form.faults())
                .containsExactlyInAnyOrder("/requestedPortDate NOT_A_LOCAL_DATE_TIME", "/loaSignedOn IN_THE_FUTURE");
        form.date = "2026-12-07T10:00";
        form.signed = "2026-10-24";
        form.valid();
    }

    @Test
    void refusesCarriersThatAreUnknownOrDoNotServeTheCountry() {
        Form form = new Form();
        form.carrier = "us-nobody";
        assertThat(form.faults()).containsExactly("/losingCarrierId UNKNOWN_CARRIER");
        form.carrier = "fr-hexatel";
        assertThat(form.faults()).containsExactly("/losingCarrierId CARRIER_NOT_IN_COUNTRY");
        form.country = "XX";
        assertThat(form.faults()).containsExactly("/country UNKNOWN_COUNTRY");
    }

    @Test
    void asksForWhatTheCountryNeeds() {
        Form france = new Form();
        france.country = "FR";
        france.carrier = "fr-hexatel";
        france.numbers = new Numbers.Listed(List.of("01 42 68 53 00"));
        france.btn = "+33142685300";
        france.account = null;
        assertThat(france.faults()).containsExactly("/countryFields/rio REQUIRED");
        france.fields = Map.of("rio", "01 p 123456 abc");
        assertThat(france.valid().details().countryFields()).containsEntry("rio", "01P123456ABC");
        Form japan = new Form();
        japan.country = "JP";
        japan.carrier = "jp-sakura";
        japan.numbers = new Numbers.Listed(List.of("03-1234-5678"));
        japan.btn = "+81312345678";
        assertThat(japan.faults()).containsExactly("/accountHolder/kana REQUIRED");
        japan.holder = new PortOrderForm.Holder("コントソ", null, "山田", null, "コントソ カブシキガイシャ");
        japan.valid();
        Form us = new Form();
        us.account = null;
        us.btn = null;
        us.fields = Map.of("rio", "x");
        assertThat(us.faults())
                .containsExactlyInAnyOrder(
                        "/accountNumber REQUIRED",
                        "/billingTelephoneNumber REQUIRED",
                        "/countryFields/rio UNKNOWN_PROPERTY");
    }

    @Test
    void wantsTheTermsAcceptedAndALetterOfTheTenant() {
        Form form = new Form();
        form.terms = false;
        form.letter = UUID.randomUUID();
        assertThat(form.faults())
                .containsExactly("/emergencyCallingTermsAccepted MUST_BE_TRUE", "/loaDocumentId UNKNOWN_DOCUMENT");
    }

    @Test
    void checksEveryContact() {
        Form form = new Form();
        form.contacts = List.of(
                new PortOrderForm.Person("bob@contoso.example", "Bob", "de"),
                new PortOrderForm.Person("nobody", null, null),
                new PortOrderForm.Person("BOB@contoso.example", null, "fr"),
                new PortOrderForm.Person(null, null, null));
        assertThat(form.faults())
                .containsExactly(
                        "/contacts/0/language UNKNOWN_VALUE",
                        "/contacts/1/email NOT_AN_ADDRESS",
                        "/contacts/2/email ADDRESS_TWICE",
                        "/contacts/3/email REQUIRED");
        form.contacts = List.of(new PortOrderForm.Person("Ada@contoso.example", null, null));
        assertThat(form.valid().contacts()).hasSize(1);
    }

    @Test
    void needsANewLetterWhenTheEditChangesWhatItCovers() {
        Form form = new Form();
        form.earlier = Orders.submitted();
        form.numbers = new Numbers.Listed(List.of("+12125550100"));
        assertThat(form.faults()).containsExactly("/loaDocumentId NEW_LETTER_NEEDED");
        form.numbers = new Numbers.Listed(Orders.NUMBERS);
        form.holder = new PortOrderForm.Holder("Contoso Ltd", null, "Ada Lovelace", null, null);
        form.date = "2026-12-08T10:00";
        form.valid();
        form.country = "GB";
        assertThat(form.faults()).contains("/country COUNTRY_NEVER_CHANGES");
    }

    @Test
    void keepsRemovesOrReplacesThePasscode() {
        Form form = new Form();
        assertThat(form.valid().keepsPasscode()).isTrue();
        form.passcode = new Passcode("");
        assertThat(form.valid().keepsPasscode()).isFalse();
        assertThat(form.valid().passcode()).isNull();
        form.passcode = new Passcode("1234");
        assertThat(form.valid().passcode()).isEqualTo(new Passcode("1234"));
        assertThat(Optional.ofNullable(form.valid().passcode())).isPresent();
    }
}
