package io.portline.order.portout;

/** Is told what happened to port-outs once it has been committed; for measuring, nothing depends on it. */
public interface PortOutObserver {

    /** Got a status, not the first. */
    void became(PortOut portOut);

    /** A request was rejected that is about no tenant or about several; nothing of it was kept. */
    void unattributable(WinningCarrier carrier, PortOutReason reason);
}
