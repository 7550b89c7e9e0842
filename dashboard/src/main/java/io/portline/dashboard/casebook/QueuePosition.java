package io.portline.dashboard.casebook;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a page of the desk's queue begins: after this case, the most urgent first.
 *
 * @param dueBy null if no clock of the case runs
 */
public record QueuePosition(@Nullable Instant dueBy, UUID id) {}
