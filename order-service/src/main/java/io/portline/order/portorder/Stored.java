package io.portline.order.portorder;

/**
 * An order as it is stored.
 *
 * @param revision 1, 2, …: of the row, for ETags; apart from the versions of its events
 */
public record Stored(PortOrder order, long revision) {}
