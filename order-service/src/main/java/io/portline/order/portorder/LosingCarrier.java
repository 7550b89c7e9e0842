package io.portline.order.portorder;

/** The carrier that the numbers leave, as the order names it. */
public record LosingCarrier(String id, String name) {}
