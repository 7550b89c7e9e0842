package io.portline.dashboard.orderhistory;

/**
 * What an event of the topic tells.
 *
 * @param after the order after it
 * @param event its timeline's entry
 */
public record OrderChange(OrderState after, OrderEvent event) {}
