package io.portline.numbering;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The canonical reasons for which a port order is rejected, by our own intake and by losing carriers alike: the crosswalk
 * of the codes that carriers in North America use, and of what porting services make of them. The name of a constant is a
 * stable code of the API and of the events.
 */
public enum RejectionCode {
    ACCOUNT_NUMBER_MISMATCH(
            Disposition.FIXABLE,
            "/accountNumber",
            List.of("8A", "E17A", "E17B"),
            "The account number is not the one the losing carrier has on file. Copy it from a recent bill or ask the carrier, then resubmit.",
            "Le numéro de compte ne correspond pas à celui de l’opérateur donneur. Reprenez-le sur une facture récente ou demandez-le à l’opérateur, puis renvoyez la demande.",
            "アカウント番号が移転元事業者の登録内容と一致しません。最近の請求書または移転元事業者に確認のうえ、修正して再申請してください。"),
    PIN_MISSING_OR_INVALID(
            Disposition.FIXABLE,
            "/passcode",
            List.of("8C", "E42PWA", "E42PWB"),
            "The passcode or transfer code (PIN, PAC, RIO) is missing or wrong. Ask the losing carrier for the current one and resubmit.",
            "Le code confidentiel ou de portabilité (PIN, PAC, RIO) est absent ou erroné. Demandez le code en vigueur à l’opérateur donneur, puis renvoyez la demande.",
            "暗証番号または移転用コード（PIN、PAC、RIO など）が未入力か、正しくありません。移転元事業者に有効なコードを確認し、再申請してください。"),
    TAX_ID_MISMATCH(
            Disposition.FIXABLE,
            "/countryFields/taxId",
            List.of("8B"),
            "The tax identification number differs from the losing carrier’s records. Correct it and resubmit.",
            "Le numéro d’identification fiscale diffère de celui enregistré par l’opérateur donneur. Corrigez-le, puis renvoyez la demande.",
            "納税者番号が移転元事業者の登録内容と異なります。修正して再申請してください。"),
    POSTAL_CODE_MISMATCH(
            Disposition.FIXABLE,
            "/serviceAddress/postalCode",
            List.of("8D"),
            "The postal code differs from the losing carrier’s records. Use the one of the service address on the bill and resubmit.",
            "Le code postal diffère de celui enregistré par l’opérateur donneur. Indiquez celui de l’adresse d’installation figurant sur la facture, puis renvoyez la demande.",
            "郵便番号が移転元事業者の登録内容と異なります。請求書に記載された設置場所の郵便番号に修正し、再申請してください。"),
    ADDRESS_MISMATCH(
            Disposition.FIXABLE,
            "/serviceAddress",
            List.of("E1"),
            "The service address differs from the losing carrier’s records. Give the address where the service is installed, exactly as on the bill, and resubmit.",
            "L’adresse d’installation diffère de celle enregistrée par l’opérateur donneur. Indiquez-la exactement comme sur la facture, puis renvoyez la demande.",
            "設置場所の住所が移転元事業者の登録内容と異なります。請求書の記載どおりに修正し、再申請してください。"),
    NAME_MISMATCH(
            Disposition.FIXABLE,
            "/accountHolder/organisation",
            List.of("E10", "8G", "8E", "8F"),
            "The account holder’s name differs from the losing carrier’s records. Write it exactly as on the bill and resubmit.",
            "Le nom du titulaire diffère de celui enregistré par l’opérateur donneur. Écrivez-le exactement comme sur la facture, puis renvoyez la demande.",
            "契約者名義が移転元事業者の登録内容と異なります。「株式会社」の位置やカナも含め、登録どおりに修正して再申請してください。"),
    AUTHORIZED_PERSON_MISMATCH(
            Disposition.FIXABLE,
            "/accountHolder/authorisedPerson",
            List.of("E10a"),
            "The person named may not order changes on this account. Name one the losing carrier knows as authorised, or have the carrier add this one, and resubmit.",
            "La personne indiquée n’est pas habilitée sur ce compte. Indiquez une personne habilitée auprès de l’opérateur donneur ou faites-la ajouter, puis renvoyez la demande.",
            "記載された担当者は、この契約の変更権限者として登録されていません。権限のある方に変更するか、移転元事業者に登録を依頼し、再申請してください。"),
    BTN_MISMATCH(
            Disposition.FIXABLE,
            "/billingTelephoneNumber",
            List.of("E14"),
            "The billing telephone number is not the one of this account. Take it from the bill and resubmit.",
            "Le numéro de facturation n’est pas celui de ce compte. Reprenez-le sur la facture, puis renvoyez la demande.",
            "代表（請求先）電話番号がこの契約のものと一致しません。請求書で確認し、修正して再申請してください。"),
    BTN_STRANDS_NUMBERS(
            Disposition.FIXABLE,
            "/portType",
            List.of("E6h"),
            "Porting the billing telephone number would leave the account’s other numbers without one. Port all numbers, or name a replacement billing number, and resubmit.",
            "Porter le numéro de facturation priverait les autres numéros du compte de rattachement. Portez tous les numéros ou désignez un numéro de facturation de remplacement, puis renvoyez la demande.",
            "代表（請求先）電話番号を移行すると、残りの番号の請求先がなくなります。すべての番号を移行するか、代わりの請求先番号を指定して再申請してください。"),
    PORT_TYPE_INCORRECT(
            Disposition.FIXABLE,
            "/portType",
            List.of("E24"),
            "Full or partial does not fit the numbers on the account. Choose the other type or correct the list of numbers, and resubmit.",
            "Le type de portage (total ou partiel) ne correspond pas aux numéros du compte. Changez de type ou corrigez la liste, puis renvoyez la demande.",
            "移行種別（全部／一部）が契約中の番号と合っていません。種別または番号一覧を修正し、再申請してください。"),
    ALL_DATA_MISMATCH(
            Disposition.FIXABLE,
            null,
            List.of("6C", "E18"),
            "Several details differ from the losing carrier’s records. Ask the carrier for a customer service record, compare every field, and resubmit.",
            "Plusieurs données diffèrent de celles de l’opérateur donneur. Demandez-lui un relevé de vos informations client, vérifiez chaque champ, puis renvoyez la demande.",
            "複数の項目が移転元事業者の登録内容と異なります。移転元事業者から契約内容の控えを取り寄せ、全項目を照合して再申請してください。"),
    NUMBER_NOT_FOUND(
            Disposition.FIXABLE,
            "/numbers",
            List.of("6A"),
            "A number is not on this account at the losing carrier. Remove it, or name the carrier and account that it belongs to, and resubmit.",
            "Un numéro ne figure pas sur ce compte chez l’opérateur donneur. Retirez-le ou indiquez l’opérateur et le compte corrects, puis renvoyez la demande.",
            "移転元事業者のこの契約に存在しない番号が含まれています。番号を削除するか、正しい事業者・契約を指定して再申請してください。"),
    NUMBER_INACTIVE(
            Disposition.FIXABLE,
            "/numbers",
            List.of("6D", "E27", "E30"),
            "A number is not in service. Have the losing carrier restore it, or remove it, and resubmit.",
            "Un numéro n’est plus en service. Faites-le rétablir par l’opérateur donneur ou retirez-le, puis renvoyez la demande.",
            "利用されていない番号が含まれています。移転元事業者で利用を再開するか、番号を削除して再申請してください。"),
    NUMBER_NOT_PORTABLE(
            Disposition.TERMINAL,
            "/numbers",
            List.of("6K", "7B", "E42O"),
            "A number cannot be ported from where it is. Order a new number instead and have calls forwarded; the order can continue without this one.",
            "Un numéro ne peut pas être porté depuis sa zone ou son service. Commandez un nouveau numéro avec renvoi d’appel ; la demande peut se poursuivre sans lui.",
            "番号ポータビリティの対象外の番号が含まれています。その番号を除いて申請し、必要に応じて新しい番号と着信転送をご利用ください。"),
    PORT_PROTECTED(
            Disposition.FIXABLE,
            null,
            List.of("6P"),
            "The number is protected against porting. Have the losing carrier remove the protection, then resubmit.",
            "Le numéro est protégé contre le portage. Faites lever cette protection par l’opérateur donneur, puis renvoyez la demande.",
            "番号に移行防止の設定がされています。移転元事業者に解除を依頼してから再申請してください。"),
    ACCOUNT_FREEZE(
            Disposition.FIXABLE,
            null,
            List.of("E6d"),
            "The account is frozen. Ask the losing carrier to lift the freeze, which may take one to three weeks, then resubmit.",
            "Le compte est gelé. Demandez à l’opérateur donneur de lever le gel, ce qui peut prendre une à trois semaines, puis renvoyez la demande.",
            "契約が変更凍結の状態です。移転元事業者に解除を依頼し（1～3 週間かかる場合があります）、その後再申請してください。"),
    PENDING_ORDER(
            Disposition.WAIT,
            null,
            List.of("6M", "6N", "E19"),
            "Another order is open on this account. Have it completed or cancelled at the losing carrier, then resubmit unchanged.",
            "Une autre commande est en cours sur ce compte. Faites-la terminer ou annuler par l’opérateur donneur, puis renvoyez la demande telle quelle.",
            "この契約では別の手続きが進行中です。移転元事業者での完了または取り消しを待って、そのまま再申請してください。"),
    FEATURE_ON_LINE(
            Disposition.FIXABLE,
            "/numbers",
            List.of("E6b", "E6a", "E6c", "E6e", "E6f", "E6g", "E25"),
            "A line has a feature that prevents porting, such as a hunt group, distinctive ring, ISDN or DSL. Have the losing carrier remove it, then resubmit.",
            "Une ligne comporte un service qui empêche le portage (groupement d’appels, sonnerie distincte, RNIS ou DSL, par exemple). Faites-le retirer par l’opérateur donneur, puis renvoyez la demande.",
            "移行の妨げとなる付加サービス（代表取扱、ISDN、DSL など）が設定されています。移転元事業者に解除を依頼してから再申請してください。"),
    PREPAID(
            Disposition.FIXABLE,
            "/numbers",
            List.of("7C"),
            "The number is on a prepaid plan that cannot be ported. Have the losing carrier change the plan, or remove the number, and resubmit.",
            "Le numéro relève d’une offre prépayée non portable. Faites changer l’offre par l’opérateur donneur ou retirez le numéro, puis renvoyez la demande.",
            "プリペイド契約のため移行できない番号が含まれています。移転元事業者で契約を変更するか、番号を削除して再申請してください。"),
    MULTI_LINE_NOT_SUPPORTED(
            Disposition.FIXABLE,
            "/numbers",
            List.of("6R"),
            "The losing carrier takes one number per order here. Submit an order for each number.",
            "L’opérateur donneur n’accepte ici qu’un numéro par demande. Envoyez une demande par numéro.",
            "移転元事業者は 1 件の申請につき 1 番号のみ受け付けます。番号ごとに分けて申請してください。"),
    SPLIT_REQUIRED(
            Disposition.FIXABLE,
            "/numbers",
            List.of("E23", "E9999"),
            "The numbers belong to several carriers or accounts. Submit one order for each of them.",
            "Les numéros relèvent de plusieurs opérateurs ou comptes. Envoyez une demande pour chacun.",
            "複数の事業者または契約の番号が含まれています。それぞれに分けて申請してください。"),
    OTHER_NUMBER_IN_ORDER_FAILED(
            Disposition.FIXABLE,
            "/numbers",
            List.of("7A"),
            "This number is in order, but another one in the same order was rejected. Correct or remove that one and resubmit.",
            "Ce numéro est conforme, mais un autre numéro de la même demande a été rejeté. Corrigez-le ou retirez-le, puis renvoyez la demande.",
            "この番号に問題はありませんが、同じ申請の別の番号が却下されました。該当する番号を修正または削除し、再申請してください。"),
    LOA_REQUIRED(
            Disposition.FIXABLE,
            "/loaDocumentId",
            List.of("E8"),
            "A signed Letter of Authorization is missing. Attach one as PDF and resubmit.",
            "La lettre d’autorisation signée est manquante. Joignez-la au format PDF, puis renvoyez la demande.",
            "署名済みの委任状（LOA）がありません。PDF を添付して再申請してください。"),
    LOA_ILLEGIBLE(
            Disposition.FIXABLE,
            "/loaDocumentId",
            List.of("E8"),
            "The Letter of Authorization cannot be read. Attach a clear PDF with all pages and resubmit.",
            "La lettre d’autorisation est illisible. Joignez un PDF net et complet, puis renvoyez la demande.",
            "委任状（LOA）が判読できません。全ページが鮮明な PDF を添付して再申請してください。"),
    LOA_EXPIRED(
            Disposition.FIXABLE,
            "/loaSignedOn",
            List.of("E8"),
            "The Letter of Authorization was signed more than 30 days ago. Have it signed again and resubmit.",
            "La lettre d’autorisation a été signée il y a plus de 30 jours. Faites-la signer de nouveau, puis renvoyez la demande.",
            "委任状（LOA）の署名日から 30 日を超えています。改めて署名を取得し、再申請してください。"),
    DUE_DATE_TOO_SOON(
            Disposition.FIXABLE,
            "/requestedPortDate",
            List.of("1M"),
            "The date asked for is sooner than the losing carrier’s interval allows. Choose a later one and resubmit.",
            "La date souhaitée est antérieure au délai minimal de l’opérateur donneur. Choisissez une date ultérieure, puis renvoyez la demande.",
            "希望日が移転元事業者の所要日数より早くなっています。より後の日付を選び、再申請してください。"),
    DUE_DATE_CANNOT_BE_MET(
            Disposition.FIXABLE,
            "/requestedPortDate",
            List.of("1N", "1L", "6E", "6F", "E35"),
            "The losing carrier cannot keep the date asked for. Choose one at least three business days later and resubmit.",
            "L’opérateur donneur ne peut pas tenir la date souhaitée. Choisissez une date postérieure d’au moins trois jours ouvrés, puis renvoyez la demande.",
            "移転元事業者が希望日に対応できません。3 営業日以上後の日付を選び、再申請してください。"),
    FOC_EXPIRED(
            Disposition.FIXABLE,
            "/requestedPortDate",
            List.of(),
            "The committed date has passed without a transfer and no longer holds. Ask for a new date and resubmit.",
            "La date confirmée est passée sans transfert et n’est plus valable. Demandez une nouvelle date, puis renvoyez la demande.",
            "確定した移行日が移行されないまま経過し、無効になりました。新しい希望日を指定して再申請してください。"),
    OUTSIDE_BUSINESS_HOURS(
            Disposition.WAIT,
            null,
            List.of("6L"),
            "The losing carrier took no requests at that hour. Resubmit during its business hours.",
            "L’opérateur donneur ne traitait pas de demandes à cette heure. Renvoyez la demande pendant ses heures ouvrées.",
            "移転元事業者の受付時間外でした。営業時間内に再申請してください。"),
    CARRIER_BUSY(
            Disposition.WAIT,
            null,
            List.of("6J", "1B"),
            "The losing carrier is overloaded at present. Nothing needs correcting; resubmit later.",
            "L’opérateur donneur est actuellement surchargé. Il n’y a rien à corriger ; renvoyez la demande plus tard.",
            "移転元事業者の受付が混み合っています。修正は不要です。時間をおいて再申請してください。"),
    CARRIER_OUTAGE(
            Disposition.WAIT,
            null,
            List.of("6H", "1C"),
            "The losing carrier’s systems are out of order. Nothing needs correcting; resubmit when they work again.",
            "Les systèmes de l’opérateur donneur sont en panne. Il n’y a rien à corriger ; renvoyez la demande après leur rétablissement.",
            "移転元事業者のシステムに障害が発生しています。修正は不要です。復旧後に再申請してください。"),
    END_USER_NOT_READY(
            Disposition.FIXABLE,
            "/requestedPortDate",
            List.of("1E"),
            "The losing carrier was told that the user is not ready for the transfer. Agree on a date with the user and resubmit.",
            "L’opérateur donneur signale que l’utilisateur n’est pas prêt pour le transfert. Convenez d’une date avec lui, puis renvoyez la demande.",
            "利用者側の準備が整っていないと移転元事業者から連絡がありました。利用者と日程を調整し、再申請してください。"),
    INTERNAL_PORT(
            Disposition.TERMINAL,
            "/losingCarrierId",
            List.of("6B", "E40"),
            "The number is already served by us. Open a TNS case of type inter-tenant port instead of a port order.",
            "Ce numéro est déjà exploité par nos soins. Ouvrez un ticket TNS de type portage entre locataires au lieu d’une demande de portage.",
            "この番号はすでに当社で提供しています。番号移行ではなく、「テナント間の移行」の TNS ケースを作成してください。"),
    NPAC_CONFLICT(
            Disposition.WAIT,
            null,
            List.of("50", "51", "52", "53", "54"),
            "The transfer is in conflict at the number portability administration. We are clearing it with the losing carrier; you need do nothing now.",
            "Le transfert est en conflit auprès de l’administration de la portabilité. Nous le réglons avec l’opérateur donneur ; vous n’avez rien à faire pour l’instant.",
            "番号ポータビリティ管理機関で競合が発生しています。当社が移転元事業者と調整していますので、現時点でお客様の対応は不要です。"),
    CANNOT_SUPP(
            Disposition.WAIT,
            "/requestedPortDate",
            List.of("E33"),
            "The losing carrier can no longer change this order: the transfer is too near. The earlier date stands; wait for the transfer.",
            "L’opérateur donneur ne peut plus modifier cette demande : le transfert est trop proche. La date précédente reste valable ; attendez le transfert.",
            "移行直前のため、移転元事業者は変更を受け付けられません。元の移行日が有効です。移行の完了をお待ちください。"),
    CANNOT_CANCEL(
            Disposition.WAIT,
            null,
            List.of("E34"),
            "The losing carrier can no longer cancel: the transfer is too near or done. Contact the service desk at once; a number can be returned within 24 hours.",
            "L’opérateur donneur ne peut plus annuler : le transfert est imminent ou effectué. Contactez aussitôt le centre de services ; un numéro peut être restitué dans les 24 heures.",
            "移行直前または移行済みのため、移転元事業者は取り消しを受け付けられません。24 時間以内であれば番号を戻せる場合がありますので、至急サービスデスクにご連絡ください。"),
    OTHER(
            Disposition.WAIT,
            null,
            List.of("6G", "1P", "999"),
            "The losing carrier gave a reason of its own. The service desk is looking into it and will tell you what to do.",
            "L’opérateur donneur invoque un motif qui lui est propre. Le centre de services l’examine et vous indiquera la marche à suivre.",
            "移転元事業者が独自の理由を示しています。サービスデスクで確認し、対応方法をご連絡します。");

    private final Disposition disposition;
    private final Optional<String> pointer;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable by List.of and toList
    private final List<String> carrierCodes;

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings
    private final Texts texts;

    RejectionCode(
            Disposition disposition,
            @Nullable String pointer,
            List<String> carrierCodes,
            String en,
            String fr,
            String ja) {
        this.disposition = disposition;
        this.pointer = Optional.ofNullable(pointer);
        this.carrierCodes = carrierCodes;
        this.texts = new Texts(en, fr, ja);
    }

    /** What the rejection asks for. */
    public Disposition disposition() {
        return disposition;
    }

    /**
     * JSON Pointer (RFC 6901) to the field of the order that is usually to be changed; empty where no single one is. Who
     * rejects may know better, such as {@code /countryFields/rio} for a wrong code in France.
     */
    public Optional<String> pointer() {
        return pointer;
    }

    /**
     * The codes that carriers send for it, the commonest first; may be empty. Digit and letter are the wireless response
     * codes (WICIS), those with E local service requests. A code may stand for several reasons.
     */
    public List<String> carrierCodes() {
        return carrierCodes;
    }

    /** The reason and what to do next, in the language of the locale; English if we do not speak it. */
    public String text(Locale locale) {
        return texts.in(Language.of(locale));
    }

    /** The same in every language, by language tag: what a rejection carries in an event. */
    public Map<String, String> texts() {
        return texts.byTag();
    }

    /**
     * The code of a name.
     *
     * @return empty for a name that is none of them: whoever reads codes from outside must expect new ones
     */
    public static Optional<RejectionCode> of(String name) {
        for (RejectionCode code : values()) {
            if (code.name().equals(name)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** What a carrier means by its own code; the first in the order of this list if it may mean several, if any. */
    public static Optional<RejectionCode> ofCarrierCode(String carrierCode) {
        for (RejectionCode code : values()) {
            if (code.carrierCodes.contains(carrierCode)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
