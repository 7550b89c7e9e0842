package io.portline.dashboard.deliveries;

import java.util.List;
import java.util.UUID;

/** What became of all mails and webhooks that the topic told of. */
public interface Deliveries {

    /** Takes in outcomes, those of a delivery in their order, unless a newer one of the same delivery is known. */
    void record(List<Delivery> outcomes);

    /** The latest outcomes about one of a tenant's orders or cases, newest first. */
    List<Delivery> about(String tenantId, UUID subjectId, int limit);
}
