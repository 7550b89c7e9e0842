package io.portline.order.portout;

/**
 * A port-out as it is stored.
 *
 * @param revision 1, 2, …: of the row
 */
public record StoredPortOut(PortOut portOut, long revision) {}
