package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CancelReason;
import io.portline.cases.tnscase.CaseAction;
import io.portline.cases.tnscase.CaseCategory;
import io.portline.cases.tnscase.CaseClosing;
import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseField;
import io.portline.cases.tnscase.CaseType;
import io.portline.cases.tnscase.ResolutionCode;
import io.portline.cases.tnscase.TimelineEntry;
import io.portline.cases.tnscase.TnsCase;
import io.portline.numbering.Country;
import io.portline.numbering.LocalMoment;
import org.springframework.stereotype.Component;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Cases as answers show them. */
@Component
class CaseView {

    private final CaseTexts texts;

    CaseView(CaseTexts texts) {
        this.texts = texts;
    }

    CaseResponses.Case full(TnsCase tnsCase, Set<CaseAction> actions, List<TimelineEntry> timeline, Locale language) {
        return new CaseResponses.Case(
                tnsCase.id(),
                tnsCase.number().toString(),
                tnsCase.tenantId(),
                texts.label("category", tnsCase.category(), language),
                tnsCase.type().map(type -> texts.label("type", type, language)).orElse(null),
                tnsCase.country().code(),
                tnsCase.title(),
                tnsCase.description(),
                fields(tnsCase),
                tnsCase.numbers(),
                tnsCase.requested().map(CaseView::requested).orElse(null),
                tnsCase.contacts().stream()
                        .map(contact -> new CaseResponses.Contact(
                                contact.id(),
                                contact.opener(),
                                contact.name(),
                                contact.email(),
                                contact.language().tag()))
                        .toList(),
                tnsCase.status().name(),
                texts.text("status." + tnsCase.status(), language),
                tnsCase.openedBy().name(),
                tnsCase.assignee().map(agent -> agent.name()).orElse(null),
                tnsCase.openedAt(),
                tnsCase.updatedAt(),
                tnsCase.progress().clock().firstAnswerDueBy().orElse(null),
                tnsCase.progress().clock().solutionDueBy().orElse(null),
                tnsCase.progress().clock().overdue(),
                tnsCase.requested().map(LocalMoment::instant).orElse(null),
                tnsCase.progress().due(),
                tnsCase.progress().orders().stream()
                        .map(order -> new CaseResponses.Order(order.id(), order.number()))
                        .toList(),
                tnsCase.progress()
                        .rating()
                        .map(rating -> new CaseResponses.Rating(
                                rating.stars(), rating.words().orElse(null), rating.at()))
                        .orElse(null),
                tnsCase.closing().map(closing -> closing(closing, language)).orElse(null),
                tnsCase.reopenableUntil().orElse(null),
                actions.stream().sorted().map(CaseAction::name).toList(),
                timeline(timeline, language));
    }

    CaseResponses.CaseSummary summary(TnsCase tnsCase, Locale language) {
        return new CaseResponses.CaseSummary(
                tnsCase.id(),
                tnsCase.number().toString(),
                tnsCase.tenantId(),
                texts.label("category", tnsCase.category(), language),
                tnsCase.type().map(type -> texts.label("type", type, language)).orElse(null),
                tnsCase.country().code(),
                tnsCase.title(),
                tnsCase.status().name(),
                texts.text("status." + tnsCase.status(), language),
                tnsCase.openedBy().name(),
                tnsCase.assignee().map(agent -> agent.name()).orElse(null),
                tnsCase.requested().map(CaseView::requested).orElse(null),
                tnsCase.openedAt(),
                tnsCase.updatedAt(),
                tnsCase.progress().clock().firstAnswerDueBy().orElse(null),
                tnsCase.progress().clock().solutionDueBy().orElse(null),
                tnsCase.progress().clock().overdue(),
                tnsCase.requested().map(LocalMoment::instant).orElse(null),
                tnsCase.progress().due(),
                tnsCase.closing().map(closing -> closing(closing, language)).orElse(null));
    }

    CaseResponses.Timeline timeline(List<TimelineEntry> entries, Locale language) {
        return new CaseResponses.Timeline(
                entries.stream().map(entry -> entry(entry, language)).toList());
    }

    static CaseResponses.Document document(CaseDocument document) {
        return new CaseResponses.Document(
                document.id(), document.name(), document.mediaType(), document.sizeBytes(), document.quarantined());
    }

    CaseResponses.CaseTypes types(Locale language) {
        return new CaseResponses.CaseTypes(
                labels("category", CaseCategory.values(), language),
                Arrays.stream(CaseType.values())
                        .map(type -> new CaseResponses.CaseType(
                                type.name(),
                                texts.text("type." + type, language),
                                codes(type.countries()),
                                type.fields().stream()
                                        .map(field -> field(field, language))
                                        .toList()))
                        .toList(),
                Arrays.stream(Country.values())
                        .map(country -> new CaseResponses.Country(
                                country.code(),
                                country.displayName(language),
                                country.zones().stream().map(ZoneId::getId).toList()))
                        .toList(),
                labels("cancel", CancelReason.values(), language),
                labels("resolution", ResolutionCode.values(), language));
    }

    private CaseResponses.Field field(CaseField field, Locale language) {
        return new CaseResponses.Field(
                field.name(),
                texts.text("field-label." + field.name(), language),
                field.kind().name(),
                field.required(),
                field.maximum() == 0 ? null : field.maximum(),
                field.choices().isEmpty()
                        ? null
                        : field.choices().stream()
                                .map(choice -> texts.label("choice." + field.name(), choice, language))
                                .toList(),
                codes(field.countries()));
    }

    private CaseResponses.Entry entry(TimelineEntry entry, Locale language) {
        return new CaseResponses.Entry(
                entry.sequence(),
                entry.activity().name(),
                texts.text("activity." + entry.activity(), language),
                entry.from().map(Enum::name).orElse(null),
                entry.to().name(),
                entry.at(),
                entry.side().name(),
                entry.actorName(),
                entry.text().orElse(null),
                entry.closingCode()
                        .map(code -> texts.label(
                                entry.activity() == TimelineEntry.Activity.CANCELLED ? "cancel" : "resolution",
                                code,
                                language))
                        .orElse(null),
                entry.stars().orElse(null),
                entry.documents().stream().map(CaseView::document).toList(),
                entry.internal());
    }

    private CaseResponses.Closing closing(CaseClosing closing, Locale language) {
        String kind = switch (closing) {
            case CaseClosing.Resolved _ -> "resolution";
            case CaseClosing.Cancelled _ -> "cancel";
        };
        return new CaseResponses.Closing(
                closing.at(),
                closing.code(),
                texts.text(kind + "." + closing.code(), language),
                closing.words().orElse(null));
    }

    /** In the order of the form. */
    private static Map<String, Object> fields(TnsCase tnsCase) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        tnsCase.type().map(CaseType::fields).orElse(List.of()).forEach(field -> {
            Object value = tnsCase.fields().get(field.name());
            if (value != null) {
                ordered.put(field.name(), value);
            }
        });
        return ordered;
    }

    private static CaseResponses.Requested requested(LocalMoment moment) {
        return new CaseResponses.Requested(moment.local(), moment.zone().getId(), moment.instant());
    }

    private List<CaseResponses.Label> labels(String kind, Enum<?>[] codes, Locale language) {
        return Arrays.stream(codes)
                .map(code -> texts.label(kind, code, language))
                .toList();
    }

    private static List<String> codes(Collection<Country> countries) {
        return countries.stream().sorted().map(Country::code).toList();
    }
}
