package io.portline.carrier.losingcarrier;

import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.PortDetails;
import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import io.portline.carrier.losingcarrier.SubscriberCheck.Mismatch;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriberCheckTest {

    private static final String ONE = "+12125550123";
    private static final String TWO = "+12125550124";
    private static final SealedPasscode SEALED = new SealedPasscode("k1", "", "", "");

    @Test
    void findsNothingWrongWithARequestThatFits() {
        assertThat(check(List.of(record(ONE), record(TWO)), right()).mismatches())
                .isEmpty();
    }

    @Test
    void comparesAsOrderDesksDoWithoutCaseSpacesAndPunctuation() {
        SubscriberRecord shouting = new SubscriberRecord(
                ONE, "us-test", "ACC 7-7", null, "CONTOSO, LTD.", "ada  admin", null, "1 0 0 0 1", null, false, true);

        assertThat(check(List.of(shouting), right()).mismatches()).isEmpty();
    }

    @Test
    void takesTheShortFormOfALongName() {
        SubscriberRecord abbreviated =
                new SubscriberRecord(ONE, "us-test", "ACC77", null, "Contoso", null, null, null, null, false, true);

        assertThat(check(List.of(abbreviated), right()).mismatches()).isEmpty();
    }

    @Test
    void reportsEveryMismatch() {
        SubscriberRecord other = new SubscriberRecord(
                ONE, "us-test", "ACC78", "hash of 9999", "Fabrikam", "Bob Boss", null, "94105", TWO, true, true);

        assertThat(check(List.of(other), right()).mismatches().stream().map(Mismatch::code))
                .containsExactlyInAnyOrder(
                        RejectionCode.ACCOUNT_NUMBER_MISMATCH,
                        RejectionCode.PIN_MISSING_OR_INVALID,
                        RejectionCode.POSTAL_CODE_MISMATCH,
                        RejectionCode.NAME_MISMATCH,
                        RejectionCode.AUTHORIZED_PERSON_MISMATCH,
                        RejectionCode.BTN_MISMATCH,
                        RejectionCode.PORT_PROTECTED);
    }

    @Test
    void namesTheNumbersConcernedUnlessAllAre() {
        SubscriberRecord inactive =
                new SubscriberRecord(TWO, "us-test", "ACC77", null, null, null, null, null, null, false, false);
        SubscriberRecord elsewhere =
                new SubscriberRecord(TWO, "us-other", "ACC77", null, null, null, null, null, null, false, true);

        assertThat(check(List.of(record(ONE), inactive), right()).mismatches())
                .containsExactly(new Mismatch(RejectionCode.NUMBER_INACTIVE, List.of(TWO)));
        assertThat(check(List.of(record(ONE), elsewhere), right()).mismatches())
                .containsExactly(new Mismatch(RejectionCode.NUMBER_NOT_FOUND, List.of(TWO)));
        assertThat(check(List.of(record(ONE), record(TWO)), request("WRONG", SEALED))
                        .mismatches())
                .containsExactly(new Mismatch(RejectionCode.ACCOUNT_NUMBER_MISMATCH, List.of()));
    }

    @Test
    void missesAPasscodeThatTheAccountHas() {
        assertThat(check(List.of(record(ONE), record(TWO)), request("ACC77", null))
                        .mismatches())
                .containsExactly(new Mismatch(RejectionCode.PIN_MISSING_OR_INVALID, List.of()));
    }

    @Test
    void knowsNothingWithoutARecord() {
        assertThat(check(List.of(), right()).known()).isFalse();
    }

    private static SubscriberCheck.Finding check(List<SubscriberRecord> known, CarrierRequest request) {
        SubscriberRecords records = new SubscriberRecords() {
            @Override
            public List<SubscriberRecord> find(Collection<String> numbers) {
                return known;
            }

            @Override
            public void load(Collection<SubscriberRecord> loaded) {
                throw new UnsupportedOperationException();
            }
        };
        return new SubscriberCheck(records, (orderId, secret, hash) -> hash.equals("hash of 1234")).check(request);
    }

    private static SubscriberRecord record(String number) {
        return new SubscriberRecord(
                number,
                "us-test",
                "ACC77",
                "hash of 1234",
                "Contoso Ltd",
                "Ada Admin",
                null,
                "10001",
                ONE,
                false,
                true);
    }

    private static CarrierRequest right() {
        return request("acc-77", SEALED);
    }

    private static CarrierRequest request(String accountNumber, @Nullable SealedPasscode passcode) {
        return new CarrierRequest(
                new UUID(1, 1),
                new UUID(1, 2),
                "PO-000001",
                "contoso",
                1,
                Kind.PORT,
                "us-test",
                new PortDetails(
                        "US",
                        true,
                        List.of(ONE, TWO),
                        ONE,
                        null,
                        accountNumber,
                        passcode,
                        new PortDetails.AccountHolder("Contoso Ltd", "Contoso", "Ada Admin", null, null),
                        new PortDetails.ServiceAddress("1 Main St", null, "New York", "NY", "10001", "US"),
                        Map.of()),
                LocalMoment.of(LocalDateTime.parse("2026-12-01T10:00"), ZoneId.of("America/New_York")),
                0,
                Instant.parse("2026-11-16T15:00:00Z"),
                null);
    }
}
