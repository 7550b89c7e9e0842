package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseNumber;
import io.portline.cases.tnscase.CaseQuery;
import io.portline.cases.tnscase.CaseStatus;
import io.portline.cases.tnscase.Party;
import io.portline.numbering.Country;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which cases to list or export; every parameter may be left out.
 *
 * @param view {@code mine} (default), {@code company}, or {@code queue} for the desk
 * @param state {@code open} (default), {@code closed} or {@code all}
 * @param country only those of that country, ISO 3166-1 alpha-2
 * @param q only the one with that case number, those with that phone number (E.164), or those in which all these words are
 *     found: in the title, the description or what was said
 * @param status only those in these statuses, separated by commas
 * @param overdue only those with which the desk is ({@code true}) or is not ({@code false}) late
 * @param assigned only those that an agent has ({@code true}) or nobody has ({@code false})
 */
record CaseFilter(
        @Parameter(description = "mine (default), company, or queue for the desk") @Nullable
        String view,

        @Parameter(description = "open (default), closed or all") @Nullable
        String state,

        @Parameter(description = "ISO 3166-1 alpha-2") @Nullable
        String country,

        @Parameter(
                description =
                        "A case number, a phone number (E.164), or words in the title, the description or what was said")
        @Nullable
        String q,

        @Parameter(description = "One or more statuses, separated by commas") @Nullable
        String status,

        @Parameter(description = "Those with which the desk is (true) or is not (false) late") @Nullable
        Boolean overdue,

        @Parameter(description = "Those that an agent has (true) or nobody has (false)") @Nullable
        Boolean assigned) {

    private static final int LONGEST_SEARCH = 200;

    /** The query; a 400 or 403 problem where the parameters make none that the viewer may ask. */
    CaseQuery query(Party viewer, Optional<CaseNumber> before, int limit) {
        CaseQuery.View wanted = choice("view", view, CaseQuery.View.class, CaseQuery.View.MINE);
        if (!wanted.offeredTo(viewer)) {
            throw ProblemException.of(ProblemType.FORBIDDEN);
        }
        if (q != null && q.length() > LONGEST_SEARCH) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                    .error(FieldProblem.parameter("q", "TOO_LONG", LONGEST_SEARCH));
        }
        return new CaseQuery(
                wanted,
                choice(
                        "state",
                        state,
                        CaseQuery.State.class,
                        statuses().isEmpty() ? CaseQuery.State.OPEN : CaseQuery.State.ALL),
                countryOf(country),
                Optional.ofNullable(q).map(String::strip).filter(words -> !words.isEmpty()),
                statuses(),
                Optional.ofNullable(overdue),
                Optional.ofNullable(assigned),
                before,
                limit);
    }

    private Set<CaseStatus> statuses() {
        Set<CaseStatus> chosen = EnumSet.noneOf(CaseStatus.class);
        if (status != null && !status.isBlank()) {
            for (String name : status.split(",", -1)) {
                chosen.add(choice("status", name.strip(), CaseStatus.class, CaseStatus.NEW));
            }
        }
        return chosen;
    }

    private static Optional<Country> countryOf(@Nullable String code) {
        if (code == null) {
            return Optional.empty();
        }
        return Optional.of(Country.of(code)
                .orElseThrow(() -> ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.parameter("country", "COUNTRY_NOT_SERVED"))));
    }

    private static <E extends Enum<E>> E choice(String name, @Nullable String value, Class<E> type, E otherwise) {
        if (value == null) {
            return otherwise;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.parameter(
                                name,
                                "NOT_A_CHOICE",
                                String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                                .toList()))));
    }
}
