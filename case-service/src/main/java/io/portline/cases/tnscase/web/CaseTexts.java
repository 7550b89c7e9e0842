package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseFault;
import io.portline.web.problem.FieldProblem;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import java.util.Locale;

/** The words for what the API calls by codes, from {@code messages/case-service/texts}. */
@Component
class CaseTexts {

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
}
