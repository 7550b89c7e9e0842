package io.portline.dashboard.orderhistory;

import java.time.Instant;
import java.util.UUID;

/** Where a page of the history begins: after this order, newest first. */
public record OrderPosition(Instant submittedAt, UUID id) {}
