package io.portline.order.portout;

import io.portline.order.portorder.Contact;
import io.portline.order.portorder.Orders;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderCommand;
import io.portline.order.portorder.PortOrderRules;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portorder.Scope;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Numbers that a completed order has brought into a tenant's inventory, past the carrier and the clock. */
public final class GivenNumbers {

    private static final Instant FAR = Instant.parse("2090-01-01T00:00:00Z");

    private final PortOrders orders;

    public GivenNumbers(PortOrders orders) {
        this.orders = orders;
    }

    /** The order, completed. */
    public PortOrder to(String tenantId, List<String> numbers) {
        UUID id = activating(tenantId, numbers);
        return decided(id, new PortOrderCommand.Activated(1, 1, Orders.outcomes(numbers, List.of())));
    }

    /** An order whose carrier has yet to say which numbers moved. */
    public UUID activating(String tenantId, List<String> numbers) {
        UUID id = submitted(tenantId, numbers);
        change(id, new PortOrderCommand.CompleteIntake(1, List.of(), FAR), Orders.INTAKE);
        change(
                id,
                new PortOrderCommand.CarrierAccepted(1, Orders.FOC),
                Orders.FOC.instant().minusSeconds(60));
        decided(id, new PortOrderCommand.Activate());
        return id;
    }

    public UUID submitted(String tenantId, List<String> numbers) {
        UUID id = UUID.randomUUID();
        Contact submitter = new Contact(
                UUID.randomUUID(), Contact.Role.SUBMITTER, "Sub", "submitter@" + tenantId + ".example", "en");
        orders.add(number -> PortOrderRules.submit(
                id,
                number,
                tenantId,
                Orders.ADA,
                Orders.details(numbers),
                null,
                List.of(submitter),
                null,
                FAR,
                Orders.SUBMITTED));
        return id;
    }

    /** At the FOC instant. */
    public PortOrder decided(UUID id, PortOrderCommand command) {
        return change(id, command, Orders.FOC.instant());
    }

    public PortOrder change(UUID id, PortOrderCommand command, Instant now) {
        return orders.change(id, new Scope.Everything(), stored -> PortOrderRules.decide(stored.order(), command, now))
                .orElseThrow()
                .decision()
                .order();
    }
}
