package io.portline.carrier.losingcarrier;

import io.portline.numbering.RejectionCode;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a carrier accepts, rejects for each reason, or stays silent, as weights.
 *
 * @param accept weight of acceptance
 * @param silent weight of never answering
 * @param rejections weight of each reason; each code once
 */
public record AnswerMix(int accept, int silent, List<Weighted> rejections) {

    /** Of four rejections one has a second reason: order desks stop at the first fault, but not always. */
    private static final double SHARE_WITH_SECOND_REASON = 0.25;

    /** A reason and how often it is given. */
    public record Weighted(RejectionCode code, int weight) {}

    public AnswerMix {
        rejections = List.copyOf(rejections);
        boolean negative = accept < 0 || silent < 0 || rejections.stream().anyMatch(r -> r.weight() < 0);
        if (negative || accept + silent + total(rejections) <= 0) {
            throw new IllegalArgumentException("weights must not be negative, nor all zero");
        }
        if (rejections.stream().map(Weighted::code).distinct().count() != rejections.size()) {
            throw new IllegalArgumentException("a code is weighted twice");
        }
    }

    /** Draws an outcome: the same chance, the same outcome. */
    public PlannedOutcome draw(Chance chance) {
        double at = chance.of("outcome") * (accept + silent + total(rejections));
        if (at < accept) {
            return new PlannedOutcome.Accept();
        }
        if (at < accept + silent) {
            return new PlannedOutcome.Silent();
        }
        RejectionCode first = pick(rejections, at - accept - silent);
        List<RejectionCode> codes = new ArrayList<>(List.of(first));
        List<Weighted> others = rejections.stream()
                .filter(other -> !other.code().equals(first) && other.weight() > 0)
                .toList();
        if (!others.isEmpty() && chance.of("second-reason") < SHARE_WITH_SECOND_REASON) {
            codes.add(pick(others, chance.of("which-second-reason") * total(others)));
        }
        return new PlannedOutcome.Reject(codes);
    }

    private static RejectionCode pick(List<Weighted> weighted, double at) {
        double rest = at;
        for (Weighted candidate : weighted) {
            rest -= candidate.weight();
            if (rest < 0) {
                return candidate.code();
            }
        }
        return weighted.getLast().code();
    }

    private static int total(List<Weighted> weighted) {
        return weighted.stream().mapToInt(Weighted::weight).sum();
    }
}
