package io.portline.carrier.portout;

/** A request and the last that is known of it; before any answer the outcome is {@link PortOutStatus#UNANSWERED}. */
public record PortOut(PortOutRequest request, PortOutOutcome outcome) {}
