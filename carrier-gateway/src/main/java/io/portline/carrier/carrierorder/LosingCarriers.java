package io.portline.carrier.carrierorder;

/** The way from a carrier's id to its order desk. */
@FunctionalInterface
public interface LosingCarriers {

    /** The desk of that carrier; for an id that nobody knows one that refuses everything. */
    LosingCarrier of(String carrierId);
}
