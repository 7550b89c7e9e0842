package io.portline.dashboard.freshness;

/** How many records of a topic a consumer has still to read. */
public record ConsumerLag(String consumer, String topic, long behind) {}
