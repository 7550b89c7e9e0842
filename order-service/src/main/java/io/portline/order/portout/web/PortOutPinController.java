package io.portline.order.portout.web;

import io.portline.order.portout.PortOutService;
import io.portline.order.portout.Settings;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;

/** The PIN that protects a tenant's numbers, and who is told when somebody asks for them. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Port-out PIN", description = "What protects a tenant's numbers from leaving")
class PortOutPinController {

    private final PortOutService service;

    PortOutPinController(PortOutService service) {
        this.service = service;
    }

    /** Another PIN. */
    @Schema(name = "PortOutPinRequest")
    record PinBody(
            @Schema(
                    description = "6 to 10 digits, nothing else",
                    pattern = "^[0-9]{6,10}$",
                    accessMode = Schema.AccessMode.WRITE_ONLY)
            @Nullable
            String pin) {
        @Override
        public String toString() {
            return "PinBody";
        }
    }

    /** Others to be told. */
    @Schema(name = "PortOutContactsRequest")
    record ContactsBody(@Nullable List<@Nullable PortOutContactDto> contacts) {}

    /** The PIN itself is told to nobody. */
    @Schema(name = "PortOutPin")
    record PinResponse(
            @Schema(description = "Whether this tenant needs one: in the US")
            boolean required,

            boolean set,

            @Schema(description = "Business time") @Nullable Instant changedAt,

            @Nullable String changedBy,

            @Schema(description = "Who is told of port-outs")
            List<PortOutContactDto> contacts) {}

    @Operation(summary = "Whether a PIN is set", operationId = "getPortOutPin")
    @GetMapping("/port-out-pin")
    PinResponse get(Caller caller) {
        return response(service.settings(PortOutCallers.maySettle(caller)), caller);
    }

    @Operation(
            summary = "Set or change the PIN",
            operationId = "setPortOutPin",
            description =
                    "US tenants only. Once set it can be changed, never removed; whoever sets it is told of port-outs unless others are named")
    @PutMapping(path = "/port-out-pin", consumes = MediaType.APPLICATION_JSON_VALUE)
    PinResponse set(@RequestBody PinBody body, Caller caller) {
        String tenantId = PortOutCallers.maySettle(caller);
        if (!PortOutCallers.needsPin(caller)) {
            throw ProblemException.of(ProblemType.CONFLICT).detailKey("detail.no-pin-here");
        }
        return response(
                service.setPin(tenantId, body.pin(), caller.displayName(), PortOutCallers.person(caller)), caller);
    }

    @Operation(
            summary = "Say who is told of port-outs",
            operationId = "setPortOutContacts",
            description = "None: whoever set the PIN, or else whoever submitted the orders that brought the numbers")
    @PutMapping(path = "/port-out-contacts", consumes = MediaType.APPLICATION_JSON_VALUE)
    PinResponse contacts(@RequestBody ContactsBody body, Caller caller) {
        String tenantId = PortOutCallers.maySettle(caller);
        return response(service.setContacts(tenantId, PortOutContactDto.people(body.contacts())), caller);
    }

    private static PinResponse response(Settings settings, Caller caller) {
        return new PinResponse(
                PortOutCallers.needsPin(caller),
                settings.pin() != null,
                settings.changedAt(),
                settings.changedBy(),
                settings.told().stream().map(PortOutContactDto::of).toList());
    }
}
