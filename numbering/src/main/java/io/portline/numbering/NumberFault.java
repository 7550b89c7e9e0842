package io.portline.numbering;

import java.util.Locale;
import java.util.Map;

/**
 * What is wrong with a number, or with the file of them. The name of a constant is a stable code of the API.
 */
public enum NumberFault {
    /** No text where a number should be. */
    EMPTY(
            "There is no number here. Enter one or remove the line.",
            "Aucun numéro ici. Saisissez-en un ou supprimez la ligne.",
            "電話番号が入力されていません。番号を入力するか、この行を削除してください。"),
    /** Text that is no phone number at all. */
    NOT_A_NUMBER(
            "This is not a phone number. Use digits only, with + and the country code or as dialled in the country.",
            "Ce n’est pas un numéro de téléphone. N’utilisez que des chiffres, au format +indicatif ou national.",
            "電話番号として読み取れません。「+国番号」形式または国内形式で、数字のみで入力してください。"),
    /** A spreadsheet has turned the number into one it calculates with: {@code 3.31235E+10}, {@code 33123456789.0}. */
    SPREADSHEET_FORMAT(
            "A spreadsheet has rewritten this number and digits may be lost. Format the column as text, enter the number again and save the file.",
            "Le tableur a réécrit ce numéro et des chiffres ont pu être perdus. Mettez la colonne au format texte, ressaisissez le numéro et enregistrez le fichier.",
            "表計算ソフトが番号を数値に変換しており、桁が失われている可能性があります。列の書式を「文字列」にして番号を入力し直し、保存してください。"),
    /** A cell that begins like a formula. */
    FORMULA(
            "This cell is a formula and not a number. Save the file with values only.",
            "Cette cellule contient une formule et non un numéro. Enregistrez le fichier avec les valeurs uniquement.",
            "このセルは電話番号ではなく数式です。値のみを保存したファイルを使用してください。"),
    /** A number with an extension. */
    EXTENSION(
            "An extension cannot be ported. Give the number without it.",
            "Un poste interne ne peut pas être porté. Indiquez le numéro sans l’extension.",
            "内線番号は移行できません。内線を除いた番号を入力してください。"),
    TOO_SHORT(
            "This number has too few digits for the country.",
            "Ce numéro comporte trop peu de chiffres pour ce pays.",
            "この国の電話番号としては桁数が足りません。"),
    TOO_LONG(
            "This number has too many digits for the country.",
            "Ce numéro comporte trop de chiffres pour ce pays.",
            "この国の電話番号としては桁数が多すぎます。"),
    /** Of the right length, but in no range of the country's numbering plan. */
    NOT_ASSIGNABLE(
            "No such number exists in the country’s numbering plan. Check the digits.",
            "Ce numéro n’existe pas dans le plan de numérotation du pays. Vérifiez les chiffres.",
            "この番号は国の番号計画に存在しません。入力内容を確認してください。"),
    /** A number of another country than the order's. */
    WRONG_COUNTRY(
            "This number belongs to another country. Order it separately.",
            "Ce numéro appartient à un autre pays. Faites-en une demande séparée.",
            "この番号は別の国の番号です。国ごとに分けて申し込んでください。"),
    /** The same number stands further up. */
    DUPLICATE(
            "This number is listed already. Remove the repetition.",
            "Ce numéro figure déjà dans la liste. Supprimez le doublon.",
            "この番号はすでに記載されています。重複を削除してください。"),
    /** A row with more cells than the file has columns. */
    TOO_MANY_COLUMNS(
            "This line has more cells than the header. Check its commas and quotes.",
            "Cette ligne contient plus de cellules que l’en-tête. Vérifiez les séparateurs et les guillemets.",
            "この行のセル数が見出し行より多くなっています。区切り文字と引用符を確認してください。"),
    /** No column {@code PhoneNumber}. */
    HEADER_MISSING(
            "The first line must be the header PhoneNumber.",
            "La première ligne doit être l’en-tête PhoneNumber.",
            "1 行目の見出しは「PhoneNumber」にしてください。"),
    /** A header and nothing below it, or nothing at all. */
    NO_NUMBERS("The file holds no numbers.", "Le fichier ne contient aucun numéro.", "ファイルに電話番号が含まれていません。"),
    /** More numbers than may be read at once. */
    TOO_MANY_NUMBERS(
            "The file holds more numbers than are accepted at once.",
            "Le fichier contient plus de numéros que le maximum accepté.",
            "一度に受け付けられる件数を超える電話番号が含まれています。"),
    /** Bytes that are no CSV: a spreadsheet's own format, an unclosed quote. */
    NOT_CSV(
            "The file cannot be read as CSV. Save it as CSV (UTF-8), one number a line.",
            "Le fichier n’est pas un CSV lisible. Enregistrez-le au format CSV (UTF-8), un numéro par ligne.",
            "ファイルを CSV として読み取れません。CSV（UTF-8）形式で、1 行に 1 番号として保存してください。");

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings
    private final Texts texts;

    NumberFault(String en, String fr, String ja) {
        this.texts = new Texts(en, fr, ja);
    }

    /** What is wrong and what to do next, in the language of the locale; English if we do not speak it. */
    public String text(Locale locale) {
        return texts.in(Language.of(locale));
    }

    /** The same in every language, by language tag. */
    public Map<String, String> texts() {
        return texts.byTag();
    }
}
