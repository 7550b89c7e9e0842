package io.portline.order.portorder.web;

import io.portline.order.portorder.PortOrderFilter;
import io.portline.order.portorder.PortOrderQuery;
import io.portline.order.portorder.PortOrderSort;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.PortOrderSummary;
import io.portline.web.page.Cursor;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How a list of orders is filtered and sorted. */
record ListParameters(
        @Parameter(description = "One or more statuses, separated by commas") @Nullable
        List<String> status,

        @Parameter(description = "ISO 3166-1 alpha-2") @Nullable
        String country,

        @Parameter(description = "Id of the losing carrier") @Nullable
        String carrier,

        @Parameter(description = "E.164 of a number that the order holds") @Nullable
        String number,

        @Parameter(description = "Part of the name") @Nullable
        String name,

        @Parameter(description = "Part of the name or of the order's number") @Nullable
        String q,

        @Parameter(description = "Canonical code of a reason why the order is in Error") @Nullable
        String reason,

        @Parameter(description = "Not before: a date (from its beginning, UTC) or an instant", example = "2026-12-01")
        @Nullable
        String from,

        @Parameter(description = "Not after: a date (to its end, UTC) or an instant", example = "2026-12-31") @Nullable
        String to,

        @Parameter(
                description =
                        "Which date from and to are about: submittedAt (default), or portDate: the FOC date or, until there is one, the date asked for")
        @Nullable
        String dateOf,

        @Parameter(description = "submittedAt or portDate; -submittedAt (default) and -portDate the latest first")
        @Nullable
        String sort) {

    private static final String SUBMITTED = "submittedAt";
    private static final String PORT_DATE = "portDate";

    PortOrderFilter filter() {
        return new PortOrderFilter(
                statuses(),
                text(country),
                text(carrier),
                number == null || number.isBlank() ? null : plus(number),
                text(name),
                text(q),
                text(reason),
                instant("from", from, 0),
                instant("to", to, 1),
                dateOf == null || dateOf.isBlank() ? PortOrderSort.Key.SUBMITTED : key("dateOf", dateOf.strip()));
    }

    PortOrderSort order() {
        if (sort == null || sort.isBlank()) {
            return PortOrderSort.NEWEST_FIRST;
        }
        String given = sort.strip();
        boolean descending = given.startsWith("-");
        return new PortOrderSort(key("sort", descending ? given.substring(1) : given), descending);
    }

    /** Where a page ends; good for the same sorting only. */
    static Cursor cursor(PortOrderSummary order, PortOrderSort sort) {
        return Cursor.of(written(sort), sort.of(order), order.id());
    }

    static PortOrderQuery.@Nullable Position position(@Nullable Cursor cursor, PortOrderSort sort) {
        if (cursor == null) {
            return null;
        }
        if (!cursor.key(0).equals(written(sort))) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER).error(FieldProblem.parameter("cursor", "CURSOR"));
        }
        return new PortOrderQuery.Position(cursor.instant(1), cursor.uuid(2));
    }

    private static String written(PortOrderSort sort) {
        return (sort.descending() ? "-" : "")
                + switch (sort.key()) {
                    case SUBMITTED -> SUBMITTED;
                    case PORT_DATE -> PORT_DATE;
                };
    }

    private static PortOrderSort.Key key(String parameter, String name) {
        return switch (name) {
            case SUBMITTED -> PortOrderSort.Key.SUBMITTED;
            case PORT_DATE -> PortOrderSort.Key.PORT_DATE;
            default -> throw unknown(parameter, SUBMITTED + ", " + PORT_DATE);
        };
    }

    private Set<PortOrderStatus> statuses() {
        if (status == null) {
            return Set.of();
        }
        Set<PortOrderStatus> statuses = EnumSet.noneOf(PortOrderStatus.class);
        for (String text : status) {
            if (text.isBlank()) {
                continue;
            }
            try {
                statuses.add(PortOrderStatus.valueOf(text.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw unknown(
                                "status",
                                Arrays.stream(PortOrderStatus.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", ")))
                        .causedBy(unknown);
            }
        }
        return statuses;
    }

    /** @param daysLater added to a date without time, to reach its end */
    private static @Nullable Instant instant(String parameter, @Nullable String text, int daysLater) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String given = text.strip();
        try {
            return given.indexOf('T') < 0
                    ? LocalDate.parse(given)
                            .plusDays(daysLater)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    // The end is exclusive below and inclusive here.
                    : OffsetDateTime.parse(given).toInstant().plusMillis(daysLater);
        } catch (DateTimeException broken) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                    .error(FieldProblem.parameter(parameter, "NOT_A_DATE"))
                    .causedBy(broken);
        }
    }

    private static ProblemException unknown(String parameter, String allowed) {
        return ProblemException.of(ProblemType.INVALID_PARAMETER)
                .error(FieldProblem.parameter(parameter, "UNKNOWN_VALUE", allowed));
    }

    private static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    /** In a URL a plus that was not encoded arrives as a blank. */
    private static String plus(String number) {
        String digits = number.strip();
        return digits.startsWith("+") ? digits : "+" + digits;
    }
}
