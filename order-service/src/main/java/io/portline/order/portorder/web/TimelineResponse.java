package io.portline.order.portorder.web;

import io.portline.order.portorder.Change;
import io.portline.order.portorder.TimelineEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Everything that happened to an order, oldest first. */
@Schema(name = "Timeline")
record TimelineResponse(List<Entry> items) {

    /** One entry. */
    @Schema(name = "TimelineEntry")
    record Entry(
            long sequence,

            @Schema(description = "Such as SUBMITTED or CARRIER_ACCEPTED")
            String change,

            @Nullable String from,
            String to,
            @Schema(description = "Business time") Instant at,

            @Schema(allowableValues = {"ADMIN", "DESK", "OPERATOR", "SYSTEM", "LOSING_CARRIER"})
            String actor,

            @Nullable String actorName,
            int attempt,
            List<ReasonDto> reasons,
            @Nullable String note,

            @Schema(description = "What an edit changed; empty for what is no edit")
            List<DifferenceDto> differences,

            @Nullable MomentDto foc) {}

    /** What an edit changed in one field. */
    @Schema(name = "Difference")
    record DifferenceDto(
            @Schema(description = "JSON Pointer to the field", example = "/accountNumber")
            String pointer,

            @Schema(description = "Of /numbers those that went; absent for the passcode, the contacts, and operators")
            @Nullable
            String before,

            @Schema(description = "Of /numbers those that came") @Nullable
            String after) {}

    /** @param withAccount whether the caller may see account data, what was said and how documents are called */
    static TimelineResponse of(List<TimelineEntry> entries, Locale language, boolean withAccount) {
        return new TimelineResponse(entries.stream()
                .map(it -> new Entry(
                        it.sequence(),
                        it.change().name(),
                        it.from() == null ? null : it.from().name(),
                        it.to().name(),
                        it.at(),
                        it.by().actor().name(),
                        it.by().name(),
                        it.attempt(),
                        ReasonDto.of(it.reasons(), language),
                        withAccount || !inPeoplesWords(it.change()) ? it.note() : null,
                        it.differences().stream()
                                .map(difference -> new DifferenceDto(
                                        difference.pointer(),
                                        withAccount ? difference.before() : null,
                                        withAccount ? difference.after() : null))
                                .toList(),
                        MomentDto.ofNullable(it.foc())))
                .toList());
    }

    /** Whether the note is a person's own: what was said, or the name that a file was given, which may hold an account number as well. */
    private static boolean inPeoplesWords(Change change) {
        return change == Change.COMMENTED || change == Change.DOCUMENT_ADDED;
    }
}
