package io.portline.dashboard.freshness;

/** Builds the read model again from the topics, while the pages go on being served and say how far it is. */
public interface ReadModelRebuild {

    /**
     * What pages say while it is under way.
     *
     * @param percent 0 to 100 of the records that there were when it began
     * @param behind records still to read; -1 before the reading begins
     */
    record Progress(Rebuild rebuild, int percent, long behind) {

        public boolean underWay() {
            return rebuild.state() == Rebuild.State.REQUESTED || rebuild.state() == Rebuild.State.RUNNING;
        }
    }

    /** As last looked at; asking costs nothing. */
    Progress progress();

    /** Asks for one; false if one is under way already. */
    boolean request(String by);
}
