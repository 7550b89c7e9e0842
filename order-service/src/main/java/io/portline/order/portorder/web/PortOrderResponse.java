package io.portline.order.portorder.web;

import io.portline.order.portorder.OrderDetails;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** An order, whole. Instants are business time. */
@Schema(name = "PortOrder")
record PortOrderResponse(
        UUID id,
        @Schema(example = "PO-000042") String number,
        String tenantId,
        String name,
        String country,

        @Schema(
                allowableValues = {
                    "PROCESSING",
                    "CONTACTING_CARRIER",
                    "TRANSFER_APPROVED",
                    "TRANSFER_PENDING",
                    "ERROR",
                    "COMPLETED",
                    "CANCELLED"
                })
        String status,

        @Schema(description = "In the caller's language") String statusLabel,

        @Schema(description = "When it came into its status")
        Instant statusSince,

        int attempt,
        CarrierDto losingCarrier,
        @Schema(allowableValues = {"FULL", "PARTIAL"}) String portType,
        List<String> numbers,
        @Nullable String billingTelephoneNumber,
        @Nullable String replacementBillingTelephoneNumber,

        @Schema(description = "Not shown to operators") @Nullable
        String accountNumber,

        boolean hasPasscode,
        AccountHolderDto accountHolder,
        ServiceAddressDto serviceAddress,
        MomentDto requested,

        @Schema(description = "The firm order commitment; absent until the losing carrier gave one") @Nullable
        MomentDto foc,

        @Schema(description = "A FOC date asked for and not answered yet") @Nullable
        MomentDto requestedFoc,

        @Schema(description = "The next date that can be had, while the losing carrier cannot keep the one asked for")
        @Nullable
        OfferDto offer,

        @Schema(description = "Why the order is in Error; empty otherwise")
        List<ReasonDto> reasons,

        @Schema(description = "VIEW, EDIT, EDIT_FOC, CANCEL, DELETE: what the caller may do now")
        List<String> actions,

        BallDto ball,

        @Schema(description = "24 elapsed hours before the FOC date; absent while there is none") @Nullable
        Instant editableUntil,

        @Schema(description = "24 elapsed hours before the FOC date; absent while there is none") @Nullable
        Instant cancellableUntil,

        boolean carrierCancelPending,
        List<ContactDto> contacts,
        UUID loaDocumentId,
        LocalDate loaSignedOn,
        Map<String, String> countryFields,
        Instant submittedAt,
        Instant updatedAt,
        @Nullable UUID caseId,

        @Schema(description = "The order that holds the numbers that did not move, or that this one was split from")
        @Nullable
        UUID linkedOrderId,

        List<String> portedNumbers) {

    /** A carrier by id and name. */
    @Schema(name = "LosingCarrier")
    record CarrierDto(String id, String name) {}

    /** Who has to act next. */
    @Schema(name = "Ball")
    record BallDto(
            @Schema(allowableValues = {"US", "CARRIER", "CUSTOMER", "NOBODY"})
            String holder,

            Instant since,
            @Nullable Instant answerDueBy,
            boolean overdue) {}

    /** @param withAccount whether the caller may see account data */
    static PortOrderResponse of(
            PortOrder order, Instant now, @Nullable OfferDto offer, Locale language, boolean withAccount) {
        OrderDetails details = order.details();
        PortOrderStatus status = order.effectiveStatus(now);
        return new PortOrderResponse(
                order.id(),
                order.number(),
                order.tenantId(),
                details.name(),
                details.country(),
                status.name(),
                status.label(language),
                order.statusSince(),
                order.attempt(),
                new CarrierDto(details.carrier().id(), details.carrier().name()),
                details.portType().name(),
                details.numbers(),
                details.billingTelephoneNumber(),
                details.replacementBillingTelephoneNumber(),
                withAccount ? details.accountNumber() : null,
                order.passcode() != null,
                AccountHolderDto.of(details.holder()),
                ServiceAddressDto.of(details.serviceAddress()),
                MomentDto.of(details.requested()),
                MomentDto.ofNullable(order.foc()),
                MomentDto.ofNullable(order.requestedFoc()),
                offer,
                ReasonDto.of(order.reasons(), language),
                order.actions(now).stream().map(Enum::name).toList(),
                new BallDto(
                        order.ball().holder().name(),
                        order.ball().since(),
                        order.ball().dueBy(),
                        order.ball().overdue()),
                order.editableUntil(),
                order.cancellableUntil(),
                order.carrierCancelPending(),
                order.contacts().stream().map(ContactDto::of).toList(),
                details.loaDocumentId(),
                details.loaSignedOn(),
                withAccount ? details.countryFields() : Map.of(),
                order.submission().firstAt(),
                order.updatedAt(),
                order.caseId(),
                order.linkedOrderId(),
                order.portedNumbers());
    }

    /** Names no customer data. */
    @Override
    public String toString() {
        return "PortOrderResponse[" + number + "]";
    }
}
