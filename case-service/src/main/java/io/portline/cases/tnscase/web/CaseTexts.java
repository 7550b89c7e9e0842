package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseFault;
import io.portline.cases.tnscase.CaseSentences;
import io.portline.cases.tnscase.OrderTrouble;
import io.portline.numbering.Language;
import io.portline.web.problem.FieldProblem;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;

/** The words for what the API calls by codes, and for what Portline says itself, from {@code messages/case-service/texts}. */
@Component
class CaseTexts implements CaseSentences {

    /** So many numbers are named one by one; the rest are counted, for a comment has an end. */
    private static final int NAMED = 200;

    private final MessageSource texts;

    CaseTexts(MessageSource texts) {
        this.texts = texts;
    }

    CaseResponses.Label label(String kind, Enum<?> code, Locale language) {
        return label(kind, code.name(), language);
    }

    CaseResponses.Label label(String kind, String code, Locale language) {
        return new CaseResponses.Label(code, text(kind + "." + code, language));
    }

    String text(String key, Locale language) {
        return texts.getMessage(key, null, language);
    }

    /** A fault in the words of the answer. */
    FieldProblem problem(CaseFault fault, Locale language) {
        return fault.number()
                .map(number -> {
                    String what = number.text(language);
                    String detail = fault.line() == 0
                            ? what
                            : texts.getMessage(
                                    "csv.line",
                                    new Object[] {Long.toString(fault.line()), fault.text(), what},
                                    language);
                    return new FieldProblem(fault.pointer(), fault.code(), detail);
                })
                .orElseGet(() -> FieldProblem.of(
                        fault.pointer(), fault.code(), fault.arguments().toArray()));
    }

    @Override
    public String stillAssigned(Language language, List<String> numbers) {
        return said(language, "said.still-assigned", listed(language, numbers));
    }

    @Override
    public String numbersFree(List<String> missing) {
        return missing.isEmpty()
                ? said(Language.EN, "said.numbers-free")
                : said(Language.EN, "said.numbers-free-but", listed(Language.EN, missing));
    }

    @Override
    public String documentsOnly(Language language) {
        return said(language, "said.documents-only");
    }

    @Override
    public String goesOnIn(Language language, String documentName) {
        return said(language, "said.goes-on-in", documentName);
    }

    @Override
    public String notTaken(Language language, List<String> documentNames) {
        return said(
                language,
                "said.not-taken",
                String.join(", ", documentNames.stream().limit(20).toList()));
    }

    @Override
    public String troubleTitle(Language language, OrderTrouble.Kind kind, String orderNumber) {
        return said(language, "trouble-title." + kind, orderNumber);
    }

    @Override
    public String troubleDescription(Language language, OrderTrouble trouble) {
        String what = said(
                language, "trouble." + trouble.kind(), trouble.orderNumber(), trouble.orderName(), trouble.carrier());
        return trouble.reasons().isEmpty() ? what : what + "\n" + String.join(", ", trouble.reasons());
    }

    private String listed(Language language, List<String> numbers) {
        String named = String.join(", ", numbers.stream().limit(NAMED).toList());
        int more = numbers.size() - NAMED;
        return more <= 0 ? named : said(language, "said.and-more", named, Integer.toString(more));
    }

    private String said(Language language, String key, String... arguments) {
        return texts.getMessage(key, arguments.length == 0 ? null : arguments, language.locale());
    }
}
