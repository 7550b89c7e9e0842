package io.portline.carrier.losingcarrier;

import io.portline.carrier.losingcarrier.SubscriberCheck.Mismatch;

import java.util.List;

/** Which numbers a carrier can give away. */
@FunctionalInterface
public interface ServedNumbers {

    /**
     * Why a carrier cannot let numbers go, whoever they belong to.
     *
     * @param numbers E.164
     * @return each with the numbers concerned; empty if it can
     */
    List<Mismatch> obstacles(String carrierId, List<String> numbers);
}
