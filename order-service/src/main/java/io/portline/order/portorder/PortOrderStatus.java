package io.portline.order.portorder;

import java.util.Locale;

/** The seven statuses of a port order; there are no others. Code, API and events use the constant, people read the label. */
public enum PortOrderStatus {
    /** The admin created the order and we received it. */
    PROCESSING("Processing", "En cours de traitement", "処理中"),
    /** We approved it and are working with the losing carrier. */
    CONTACTING_CARRIER("Contacting carrier", "En attente de l’opérateur", "移転元事業者に確認中"),
    /** The losing carrier accepted; the FOC date is set. */
    TRANSFER_APPROVED("Transfer approved", "Transfert approuvé", "移行承認済み"),
    /** Less than 24 hours to the transfer: no edit, no cancel. */
    TRANSFER_PENDING("Transfer pending", "Transfert imminent", "移行直前（変更不可）"),
    /** The losing carrier, or our own intake, rejected the order. */
    ERROR("Error", "Erreur", "エラー"),
    /** The numbers were transferred. */
    COMPLETED("Completed", "Transfert terminé", "完了"),
    /** The admin cancelled the order. */
    CANCELLED("Cancelled", "Demande annulée", "キャンセル済み");

    private final String english;
    private final String french;
    private final String japanese;

    PortOrderStatus(String english, String french, String japanese) {
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

    /** Whether an order in this status claims its numbers: no other order, of any tenant, may hold them meanwhile. */
    public boolean active() {
        return switch (this) {
            case PROCESSING, CONTACTING_CARRIER, TRANSFER_APPROVED, TRANSFER_PENDING, ERROR -> true;
            case COMPLETED, CANCELLED -> false;
        };
    }
}
