package io.portline.messaging.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What the relay of this process is doing.
 *
 * @param active whether it is the one that sends
 * @param problem what keeps it from working right now, null if nothing does
 */
public record RelayStatus(boolean active, @Nullable String problem) {}
