package io.portline.carrier.carrierorder;

import java.util.List;

/** What operators have switched at a carrier. */
public interface CarrierSwitches {

    /** Whether the carrier is to reject every port. */
    boolean rejectsAll(String carrierId);

    /** Every carrier at which something is switched, by id. */
    List<Switched> all();

    /** Lets the carrier say nothing until {@link #resume}; what falls due meanwhile waits. */
    void pause(String carrierId);

    /** Lets the carrier speak again, at once about everything that fell due meanwhile. */
    void resume(String carrierId);

    /** Makes the carrier reject every port that it decides from now on, or answer normally again. */
    void rejectAll(String carrierId, boolean on);

    /** The switches of one carrier. */
    record Switched(String carrierId, boolean paused, boolean rejectsAll) {}
}
