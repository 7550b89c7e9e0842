package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody of a tenant thinks of the desk in general.
 *
 * @param stars 1 to 5, if any were given
 * @param at business time
 */
public record Feedback(UUID id, Party.Customer by, Optional<Integer> stars, String words, Instant at) {}
