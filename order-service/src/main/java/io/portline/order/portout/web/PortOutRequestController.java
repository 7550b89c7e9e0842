package io.portline.order.portout.web;

import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutService;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;

/** What winning carriers ask, by way of the gateway. */
@RestController
@RequestMapping(path = "/api/v1/port-out-requests", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Port-out requests", description = "For the carrier gateway: winning carriers ask for our numbers")
class PortOutRequestController {

    private final PortOutService service;

    PortOutRequestController(PortOutService service) {
        this.service = service;
    }

    @Operation(
            summary = "Ask for numbers",
            operationId = "requestPortOut",
            description =
                    "Decided at once: approved, or rejected with reasons. Five wrong PINs in an hour lock the carrier out of that"
                            + " tenant's numbers for an hour")
    @ApiResponse(responseCode = "201", description = "Decided")
    @Idempotent
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PortOutAnswer> request(@RequestBody PortOutRequestBody request, Caller caller) {
        caller.require(Role.SERVICE);
        Locale language = caller.language();
        return switch (service.request(request.form())) {
            case PortOutService.Answer.Attributed(PortOut portOut) ->
                ResponseEntity.created(URI.create("/api/v1/port-outs/" + portOut.id()))
                        .body(PortOutAnswer.of(portOut, language));
            case PortOutService.Answer.Unattributable unattributable ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .body(PortOutAnswer.unattributable(unattributable.reason(), language));
        };
    }

    @Operation(
            summary = "Call a request off",
            operationId = "cancelPortOut",
            description = "Before the numbers leave; again is no error")
    @PostMapping("/{id}/cancel")
    PortOutAnswer cancel(@PathVariable UUID id, Caller caller) {
        caller.require(Role.SERVICE);
        return PortOutAnswer.of(service.cancel(id), caller.language());
    }
}
