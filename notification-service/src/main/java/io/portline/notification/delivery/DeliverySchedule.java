package io.portline.notification.delivery;

import java.util.List;
import java.util.UUID;

/** Has deliveries sent soon after the transaction that added them. */
@FunctionalInterface
public interface DeliverySchedule {

    void sendSoon(List<UUID> deliveryIds);
}
