package io.portline.order.portorder.web;

import io.portline.messaging.codec.CodecUnavailableException;
import io.portline.numbering.NumberFault;
import io.portline.order.portorder.CarrierDirectory.CarriersUnknownException;
import io.portline.order.portorder.DraftService.DraftRaceException;
import io.portline.order.portorder.DraftService.UnknownDraftException;
import io.portline.order.portorder.Fault;
import io.portline.order.portorder.NumberLookups.LookupUnavailableException;
import io.portline.order.portorder.PortOrderService.InvalidSubmissionException;
import io.portline.order.portorder.PortOrderService.RefusedException;
import io.portline.order.portorder.PortOrderService.UnknownOrderException;
import io.portline.order.portorder.Refusal;
import io.portline.order.portorder.SubmissionCheck;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemMapping;
import io.portline.web.problem.ProblemTexts;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the refusals of port orders are as problems. */
@Component
class PortOrderProblems implements ProblemMapping {

    /** In the answer each bad row is told; a file of nothing but faults is told in part. */
    private static final int MOST_ROWS = 1000;

    private static final Duration CARRIERS_AGAIN = Duration.ofSeconds(10);
    private static final Duration REGISTRY_AGAIN = Duration.ofSeconds(5);

    private final ProblemTexts texts;

    PortOrderProblems(ProblemTexts texts) {
        this.texts = texts;
    }

    @Override
    public @Nullable ProblemException problemFor(Exception exception) {
        return switch (exception) {
            case InvalidSubmissionException invalid -> invalid(invalid.faults());
            case RefusedException refused -> refused(refused.refusal());
            case UnknownOrderException _ -> ProblemException.of(ProblemType.NOT_FOUND);
            case CarriersUnknownException _ ->
                ProblemException.of(ProblemType.UNAVAILABLE)
                        .detailKey("detail.carriers-unknown")
                        .retryAfter(CARRIERS_AGAIN);
            case LookupUnavailableException _ ->
                ProblemException.of(ProblemType.UNAVAILABLE)
                        .detailKey("detail.lookup-away")
                        .retryAfter(CARRIERS_AGAIN);
            case UnknownDraftException _ -> ProblemException.of(ProblemType.NOT_FOUND);
            case DraftRaceException _ -> ProblemException.of(ProblemType.STALE);
            case CodecUnavailableException _ ->
                ProblemException.of(ProblemType.UNAVAILABLE)
                        .detailKey("detail.registry-away")
                        .retryAfter(REGISTRY_AGAIN);
            default -> null;
        };
    }

    private ProblemException invalid(SubmissionCheck.Result.Invalid invalid) {
        Locale language = LocaleContextHolder.getLocale();
        ProblemException problem = ProblemException.of(ProblemType.VALIDATION);
        for (Fault fault : invalid.faults()) {
            problem.error(numberFault(fault.code())
                    .map(known -> new FieldProblem(fault.pointer(), fault.code(), known.text(language)))
                    .orElseGet(() -> FieldProblem.of(
                            fault.pointer(), fault.code(), fault.arguments().toArray())));
        }
        if (!invalid.rows().isEmpty()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (SubmissionCheck.Row row :
                    invalid.rows().subList(0, Math.min(MOST_ROWS, invalid.rows().size()))) {
                rows.add(row(row, language));
            }
            problem.error(
                    FieldProblem.part("numbers", "BAD_ROWS", invalid.rows().size()));
            problem.with("rows", rows);
        }
        if (invalid.tooMany()) {
            problem.with("instead", Map.of("case", Map.of("category", "NEW_REQUEST", "type", "PORT_IN")));
        }
        return problem;
    }

    private Map<String, Object> row(SubmissionCheck.Row row, Locale language) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("line", row.line());
        member.put("text", row.text());
        member.put("code", row.code());
        if (row.number() != null) {
            member.put("number", row.number());
        }
        member.put(
                "detail",
                numberFault(row.code())
                        .map(known -> known.text(language))
                        .orElseGet(() -> texts.get("field." + row.code(), language, row.code())));
        return member;
    }

    private static Optional<NumberFault> numberFault(String code) {
        for (NumberFault fault : NumberFault.values()) {
            if (fault.name().equals(code)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private static ProblemException refused(Refusal refusal) {
        return ProblemException.of(ProblemType.ACTION_NOT_ALLOWED)
                .detailKey("detail." + refusal.why().name())
                .with("orderStatus", refusal.status().name())
                .with("actions", refusal.allowed().stream().map(Enum::name).toList());
    }
}
