package io.portline.order.portorder.events;

import io.portline.numbering.Disposition;
import io.portline.order.portorder.Ball;
import io.portline.order.portorder.By;
import io.portline.order.portorder.Change;
import io.portline.order.portorder.CommandKind;
import io.portline.order.portorder.Happened;
import io.portline.order.portorder.Orders;
import io.portline.order.portorder.PortOrderEvent;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.PortType;
import io.portline.order.portorder.RejectionReason;
import io.portline.order.portorder.RequestToCarrier;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CarrierReplyKind;
import io.portline.schemas.NumberActivation;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatusEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is said in Avro is what the domain means, value by value. */
class AvroValuesTest {

    /** Every value of ours has one of theirs, of the same name, and only UNKNOWN is left over. */
    private static <A extends Enum<A>, B extends Enum<B>> void isBijection(
            A[] ours, B[] theirs, Function<A, B> mapping) {
        Arrays.stream(ours)
                .forEach(value -> assertThat(mapping.apply(value).name()).isEqualTo(value.name()));
        Set<String> left = Arrays.stream(theirs).map(Enum::name).collect(Collectors.toSet());
        Arrays.stream(ours).forEach(value -> left.remove(mapping.apply(value).name()));
        assertThat(left).containsExactly("UNKNOWN");
    }

    @Test
    void mapsEveryEnumOneToOne() {
        isBijection(PortOrderStatus.values(), io.portline.schemas.PortOrderStatus.values(), AvroValues::status);
        isBijection(By.Actor.values(), io.portline.schemas.Actor.values(), AvroValues::actor);
        isBijection(Ball.Holder.values(), io.portline.schemas.BallHolder.values(), AvroValues::ball);
        isBijection(PortType.values(), io.portline.schemas.PortType.values(), AvroValues::portType);
        isBijection(
                RequestToCarrier.Kind.values(),
                io.portline.schemas.CarrierRequestKind.values(),
                AvroValues::requestKind);
        Change[] published =
                Arrays.stream(Change.values()).filter(Change::published).toArray(Change[]::new);
        isBijection(
                published,
                PortOrderChange.values(),
                change -> AvroValues.change(change).orElseThrow());
        Arrays.stream(Change.values())
                .filter(change -> !change.published())
                .forEach(change -> assertThat(AvroValues.change(change)).isEqualTo(Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Disposition.class)
    void bringsReasonsThereAndBack(Disposition disposition) {
        for (RejectionReason.Source source : RejectionReason.Source.values()) {
            RejectionReason reason = new RejectionReason(
                    "CODE", disposition, source, "/x", "8A", List.of(Orders.FIRST), Map.of("en", "text"));
            assertThat(AvroValues.reason(AvroValues.reason(reason))).isEqualTo(reason);
        }
        assertThat(AvroValues.moment(AvroValues.moment(Orders.FOC))).isEqualTo(Orders.FOC);
    }

    @ParameterizedTest
    @EnumSource(value = CarrierReplyKind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void understandsEveryKindOfReply(CarrierReplyKind kind) {
        CommandKind expected = switch (kind) {
            case ACCEPTED -> CommandKind.CARRIER_ACCEPTED;
            case REJECTED -> CommandKind.CARRIER_REJECTED;
            default -> CommandKind.valueOf(kind.name());
        };
        assertThat(CarrierReplies.command(reply(kind)).kind()).isEqualTo(expected);
        assertThat(CarrierReplies.command(reply(kind)).attempt()).isEqualTo(3);
    }

    @Test
    void doesNotGuessWhatAKindOfTheFutureMeans() {
        assertThatIllegalArgumentException().isThrownBy(() -> CarrierReplies.command(reply(CarrierReplyKind.UNKNOWN)));
    }

    private static CarrierReply reply(CarrierReplyKind kind) {
        return CarrierReply.newBuilder()
                .setEventId(UUID.randomUUID())
                .setOrderId(Orders.ID)
                .setOrderNumber("PO-000042")
                .setTenantId("contoso")
                .setVersion(1)
                .setOccurredAt(Orders.ACCEPTED)
                .setKind(kind)
                .setAttempt(3)
                .setCarrierId("us-cascadia")
                .setFoc(AvroValues.moment(Orders.FOC))
                .setReasons(List.of(AvroValues.reason(Orders.reason())))
                .setActivations(List.of(NumberActivation.newBuilder()
                        .setNumber(Orders.FIRST)
                        .setActivated(true)
                        .build()))
                .build();
    }

    @Test
    void tellsTheStateAfterTheChange() {
        Instant at = Orders.ACCEPTED;
        PortOrderStatusEvent event = AvroPortOrderEvents.status(
                new Happened(
                        new PortOrderEvent.FocChangeRequested(Orders.later(Orders.FOC, 48)),
                        Orders.ADA,
                        at,
                        PortOrderStatus.TRANSFER_APPROVED,
                        Orders.approvedWithSupplement()),
                PortOrderChange.FOC_CHANGE_REQUESTED,
                UUID.randomUUID(),
                4);
        assertThat(event.getStatus()).isEqualTo(io.portline.schemas.PortOrderStatus.TRANSFER_APPROVED);
        assertThat(event.getFoc().getLocal()).isEqualTo("2026-12-07T10:00");
        assertThat(event.getRequestedFoc().getZone()).isEqualTo("America/New_York");
        assertThat(event.getEditableUntil()).isEqualTo("2026-12-06T15:00:00Z");
        assertThat(event.getBall()).isEqualTo(io.portline.schemas.BallHolder.CARRIER);
        assertThat(event.getContactsRevision()).isEqualTo(1);
        assertThat(event.toString()).doesNotContain("ACC-1", "Lovelace", "ada@");
    }
}
