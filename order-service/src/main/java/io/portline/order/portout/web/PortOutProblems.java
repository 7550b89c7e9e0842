package io.portline.order.portout.web;

import io.portline.numbering.NumberFault;
import io.portline.order.portorder.Fault;
import io.portline.order.portout.InvalidPortOutException;
import io.portline.order.portout.PinKeeper;
import io.portline.order.portout.PortOutService.PortOutRefusedException;
import io.portline.order.portout.PortOutService.UnknownPortOutException;
import io.portline.order.portout.PortOuts;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemMapping;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;

/** What the refusals of port-outs are as problems. */
@Component
class PortOutProblems implements ProblemMapping {

    private static final Duration AGAIN = Duration.ofSeconds(2);

    @Override
    public @Nullable ProblemException problemFor(Exception exception) {
        return switch (exception) {
            case InvalidPortOutException invalid -> invalid(invalid.faults());
            case UnknownPortOutException _ -> ProblemException.of(ProblemType.NOT_FOUND);
            case PortOutRefusedException refused ->
                ProblemException.of(ProblemType.ACTION_NOT_ALLOWED)
                        .detailKey("detail.port-out-over")
                        .with("portOutStatus", refused.portOut().status().name())
                        .with("actions", List.of());
            case PortOuts.RequestIdTakenException _ ->
                ProblemException.of(ProblemType.CONFLICT).detailKey("detail.request-id-taken");
            case PortOuts.TooBusyException _, PinKeeper.BusyException _ ->
                ProblemException.of(ProblemType.UNAVAILABLE)
                        .detailKey("detail.port-outs-busy")
                        .retryAfter(AGAIN);
            default -> null;
        };
    }

    private static ProblemException invalid(List<Fault> faults) {
        ProblemException problem = ProblemException.of(ProblemType.VALIDATION);
        for (Fault fault : faults) {
            problem.error(
                    isNumberFault(fault.code())
                            ? new FieldProblem(
                                    fault.pointer(),
                                    fault.code(),
                                    NumberFault.valueOf(fault.code()).text(LocaleContextHolder.getLocale()))
                            : FieldProblem.of(
                                    fault.pointer(),
                                    fault.code(),
                                    fault.arguments().toArray()));
        }
        return problem;
    }

    private static boolean isNumberFault(String code) {
        return code.equals(NumberFault.NOT_A_NUMBER.name()) || code.equals(NumberFault.DUPLICATE.name());
    }
}
