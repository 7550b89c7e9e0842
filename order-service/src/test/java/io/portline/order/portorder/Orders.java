package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import io.portline.numbering.RejectionCode;
import io.portline.order.portorder.PortOrderCommand.Activate;
import io.portline.order.portorder.PortOrderCommand.Activated;
import io.portline.order.portorder.PortOrderCommand.Cancel;
import io.portline.order.portorder.PortOrderCommand.CarrierAccepted;
import io.portline.order.portorder.PortOrderCommand.CarrierRejected;
import io.portline.order.portorder.PortOrderCommand.ChangeFocDate;
import io.portline.order.portorder.PortOrderCommand.CompleteIntake;
import io.portline.order.portorder.PortOrderCommand.LockTransfer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Orders and commands for tests, in one world: submitted on a Monday, to be ported two weeks later. */
public final class Orders {

    public static final Instant SUBMITTED = Instant.parse("2026-11-23T15:00:00Z");
    public static final Instant INTAKE = SUBMITTED.plus(Duration.ofMinutes(10));
    public static final Instant ACCEPTED = SUBMITTED.plus(Duration.ofHours(5));
    public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    public static final LocalMoment FOC = LocalMoment.at(Instant.parse("2026-12-07T15:00:00Z"), NEW_YORK);
    public static final By ADA = new By(By.Actor.ADMIN, "ada", "Ada");
    public static final String FIRST = "+12125550100";
    public static final String SECOND = "+12125550101";
    public static final String THIRD = "+12125550102";
    public static final List<String> NUMBERS = List.of(FIRST, SECOND, THIRD);
    public static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    private Orders() {}

    /** A carrier in New York that works from 8 to 17, counts until 13 and needs 1 or 4 business days. */
    public static Carrier carrier(String id, String country) {
        return new Carrier(
                id,
                id,
                Set.of(country),
                NEW_YORK,
                country,
                LocalTime.of(8, 0),
                LocalTime.of(17, 0),
                LocalTime.of(13, 0),
                Duration.ofHours(18),
                LocalTime.of(8, 0),
                LocalTime.of(16, 0),
                1,
                4,
                false,
                false);
    }

    public static OrderDetails details() {
        return details(NUMBERS);
    }

    public static OrderDetails details(List<String> numbers) {
        return new OrderDetails(
                "Head office",
                "US",
                new LosingCarrier("us-cascadia", "Cascadia Telephone"),
                PortType.FULL,
                numbers,
                numbers.getFirst(),
                null,
                "ACC-1",
                new AccountHolder("Contoso Ltd", null, "Ada Lovelace", null, null),
                new ServiceAddress("1 Main Street", null, "New York", "NY", "10001"),
                FOC,
                UUID.fromString("01900000-0000-7000-8000-0000000000aa"),
                LocalDate.parse("2026-11-20"),
                Map.of());
    }

    public static Contact contact(String email) {
        return new Contact(UUID.nameUUIDFromBytes(email.getBytes()), Contact.Role.ADDITIONAL, email, email, "en");
    }

    public static PortOrder submitted() {
        return submitted(ID, details());
    }

    public static PortOrder submitted(UUID id, OrderDetails details) {
        return PortOrderRules.submit(
                        id,
                        "PO-000042",
                        "contoso",
                        ADA,
                        details,
                        null,
                        List.of(contact("ada@contoso.example")),
                        null,
                        INTAKE,
                        SUBMITTED)
                .order();
    }

    /** The order that every command but the refused ones leads to. */
    public static PortOrder after(PortOrder order, PortOrderCommand command, Instant now) {
        return ((Decision.Accepted) PortOrderRules.decide(order, command, now)).order();
    }

    public static PortOrder contactingCarrier() {
        return after(submitted(), new CompleteIntake(1, List.of(), ACCEPTED.plus(Duration.ofHours(20))), INTAKE);
    }

    public static PortOrder approved() {
        return after(contactingCarrier(), new CarrierAccepted(1, FOC), ACCEPTED);
    }

    public static PortOrder approvedWithSupplement() {
        return after(approved(), new ChangeFocDate(ADA, later(FOC, 48), ACCEPTED.plus(Duration.ofHours(20))), ACCEPTED);
    }

    public static PortOrder pending() {
        return after(approved(), new LockTransfer(), FOC.instant().minus(Duration.ofHours(23)));
    }

    public static PortOrder activating() {
        return after(pending(), new Activate(), FOC.instant());
    }

    public static PortOrder rejected() {
        return after(contactingCarrier(), new CarrierRejected(1, List.of(reason())), ACCEPTED);
    }

    public static PortOrder completed() {
        return after(activating(), new Activated(1, 1, outcomes(NUMBERS, List.of())), FOC.instant());
    }

    public static PortOrder cancelledInFlight() {
        return after(contactingCarrier(), new Cancel(ADA, ACCEPTED.plus(Duration.ofHours(20))), ACCEPTED);
    }

    public static PortOrder cancelled() {
        return after(submitted(), new Cancel(ADA, null), INTAKE);
    }

    /** An order in that status, as its way there makes it. */
    public static PortOrder in(PortOrderStatus status) {
        return switch (status) {
            case PROCESSING -> submitted();
            case CONTACTING_CARRIER -> contactingCarrier();
            case TRANSFER_APPROVED -> approved();
            case TRANSFER_PENDING -> pending();
            case ERROR -> rejected();
            case COMPLETED -> completed();
            case CANCELLED -> cancelled();
        };
    }

    public static RejectionReason reason() {
        return RejectionReason.of(
                RejectionCode.ACCOUNT_NUMBER_MISMATCH, RejectionReason.Source.LOSING_CARRIER, List.of());
    }

    public static LocalMoment later(LocalMoment moment, long hours) {
        return LocalMoment.at(moment.instant().plus(Duration.ofHours(hours)), moment.zone());
    }

    public static List<NumberOutcome> outcomes(List<String> moved, List<String> failed) {
        return java.util.stream.Stream.concat(
                        moved.stream().map(number -> new NumberOutcome(number, true, null)),
                        failed.stream().map(number -> new NumberOutcome(number, false, "CARRIER_BUSY")))
                .toList();
    }
}
