package io.portline.order.portout;

import java.util.List;
import java.util.Locale;

/**
 * One reason why a port-out was rejected.
 *
 * @param numbers those concerned, E.164; empty if all are
 */
public record PortOutReason(Code code, List<String> numbers) {

    public PortOutReason {
        numbers = List.copyOf(numbers);
    }

    static PortOutReason of(Code code) {
        return new PortOutReason(code, List.of());
    }

    /**
     * What may be wrong. Where the canonical list of rejections has a code for it, it is that one; what only a losing carrier with
     * PINs can say is ours.
     */
    public enum Code {
        /** Canonical. None was given, or another one than the tenant's. */
        PIN_MISSING_OR_INVALID(
                "The port-out PIN is missing or wrong.",
                "Le code PIN de portage sortant est absent ou erroné.",
                "ポートアウト PIN が未入力か、正しくありません。"),
        /** The tenant needs a PIN and has none: nothing leaves. */
        PIN_NOT_SET(
                "The tenant has set no port-out PIN; without one its numbers cannot be ported out.",
                "Le locataire n’a pas défini de code PIN de portage sortant ; sans lui, ses numéros ne peuvent pas être portés.",
                "テナントがポートアウト PIN を設定していません。PIN がないと番号を転出できません。"),
        /** Too many wrong PINs of this carrier about this tenant; a right one is refused too. */
        CARRIER_LOCKED(
                "After too many wrong PINs this carrier’s requests for this tenant are refused for an hour.",
                "Après trop de codes PIN erronés, les demandes de cet opérateur pour ce locataire sont refusées pendant une heure.",
                "PIN の誤りが続いたため、この事業者からのこのテナントに関する申請は 1 時間受け付けられません。"),
        /** Canonical. Not in the inventory. */
        NUMBER_NOT_FOUND(
                "A number is not served by us.",
                "Un numéro n’est pas exploité par nos soins.",
                "当社で提供していない番号が含まれています。"),
        /** Canonical. Another port-out is about it. */
        PENDING_ORDER(
                "A number is in another port-out that is under way.",
                "Un numéro fait déjà l’objet d’un autre portage sortant en cours.",
                "別の転出手続きが進行中の番号が含まれています。"),
        /** Canonical. The numbers are not of one customer. */
        SPLIT_REQUIRED(
                "The numbers belong to several customers. Ask for each customer’s numbers in a request of their own.",
                "Les numéros relèvent de plusieurs clients. Faites une demande par client.",
                "複数のお客様の番号が含まれています。お客様ごとに分けて申請してください。");

        private final String english;
        private final String french;
        private final String japanese;

        Code(String english, String french, String japanese) {
            this.english = english;
            this.french = french;
            this.japanese = japanese;
        }

        /** The reason in French or Japanese if asked for, in English otherwise. */
        public String text(Locale locale) {
            return switch (locale.getLanguage()) {
                case "fr" -> french;
                case "ja" -> japanese;
                default -> english;
            };
        }
    }
}
