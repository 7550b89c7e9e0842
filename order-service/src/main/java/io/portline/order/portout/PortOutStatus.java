package io.portline.order.portout;

import java.util.Locale;

/** The statuses of a port-out request. Code, API and events use the constant, people read the label. */
public enum PortOutStatus {
    /** The winning carrier asked; it is decided at once. */
    REQUESTED("Requested", "Demandé", "受付済み"),
    /** The numbers leave at the date asked for. */
    APPROVED("Approved", "Approuvé", "承認済み"),
    /** They stay. */
    REJECTED("Rejected", "Refusé", "却下"),
    /** They have left. */
    COMPLETED("Completed", "Terminé", "完了"),
    /** The winning carrier called it off before they left. */
    CANCELLED("Cancelled", "Annulé", "キャンセル済み");

    private final String english;
    private final String french;
    private final String japanese;

    PortOutStatus(String english, String french, String japanese) {
        this.english = english;
        this.french = french;
        this.japanese = japanese;
    }

    /** The label in French or Japanese if asked for, in English otherwise. */
    public String label(Locale locale) {
        return switch (locale.getLanguage()) {
            case "fr" -> french;
            case "ja" -> japanese;
            default -> english;
        };
    }

    /** Whether a port-out in this status claims its numbers: no other port-out may be about them meanwhile. */
    public boolean active() {
        return switch (this) {
            case REQUESTED, APPROVED -> true;
            case REJECTED, COMPLETED, CANCELLED -> false;
        };
    }
}
