package io.portline.order.portout;

/** The carrier that the numbers go to, as the gateway names it. */
public record WinningCarrier(String id, String name) {}
