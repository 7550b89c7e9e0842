package io.portline.dashboard.casebook;

import java.time.Instant;
import java.util.UUID;

/** Where a page of cases begins: after this case, newest first. */
public record CasePosition(Instant openedAt, UUID id) {}
