package io.portline.cases.tnscase;

import java.util.UUID;

/**
 * A port order that a case is about.
 *
 * @param number as people quote it
 */
public record LinkedOrder(UUID id, String number) {}
