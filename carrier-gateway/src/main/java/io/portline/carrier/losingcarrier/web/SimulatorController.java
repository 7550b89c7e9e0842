package io.portline.carrier.losingcarrier.web;

import io.portline.carrier.carrierorder.CarrierSwitches;
import io.portline.carrier.carrierorder.CarrierSwitches.Switched;
import io.portline.carrier.losingcarrier.Adapter;
import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.Carriers;
import io.portline.messaging.time.ClockSegment;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Simulator", description = "The operator's controls")
public class SimulatorController {

    private final Carriers carriers;
    private final CarrierSwitches switches;
    private final ClockSegment segment;
    private final Clock businessClock;

    public SimulatorController(Carriers carriers, CarrierSwitches switches, ClockSegment segment, Clock businessClock) {
        this.carriers = carriers;
        this.switches = switches;
        this.segment = segment;
        this.businessClock = businessClock;
    }

    @GetMapping("/simulator")
    @Operation(operationId = "showSimulator", summary = "Shows the business clock and what is switched at carriers")
    public SimulatorResponse show(Caller caller) {
        caller.require(Role.OPERATOR);
        List<Switched> switched = switches.all();
        return new SimulatorResponse(
                new ClockResponse(
                        segment.realOrigin(), segment.businessOrigin(), segment.speed(), businessClock.instant()),
                switched.stream()
                        .filter(Switched::paused)
                        .map(Switched::carrierId)
                        .toList(),
                switched.stream()
                        .filter(Switched::rejectsAll)
                        .map(Switched::carrierId)
                        .toList());
    }

    @PostMapping("/carriers/{carrierId}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "pauseCarrier",
            summary = "Lets a carrier say nothing until it is resumed; what falls due meanwhile waits")
    public void pause(@PathVariable String carrierId, Caller caller) {
        switches.pause(known(carrierId, caller));
    }

    @PostMapping("/carriers/{carrierId}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "resumeCarrier", summary = "Lets a paused carrier answer all that waited, and go on")
    public void resume(@PathVariable String carrierId, Caller caller) {
        switches.resume(known(carrierId, caller));
    }

    @PostMapping("/carriers/{carrierId}/reject-all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "rejectAllAtCarrier",
            summary =
                    "Makes a simulated carrier reject every port that it decides from now on, or answer normally again")
    public void rejectAll(@PathVariable String carrierId, @RequestBody RejectAllRequest request, Caller caller) {
        String known = known(carrierId, caller);
        if (carriers.find(known).map(Carrier::adapter).orElseThrow() instanceof Adapter.Http) {
            throw ProblemException.of(ProblemType.CONFLICT)
                    .detail("This carrier is not simulated: what it rejects is its own affair. It can be paused.");
        }
        switches.rejectAll(known, request.on());
    }

    private String known(String carrierId, Caller caller) {
        caller.require(Role.OPERATOR);
        return carriers.find(carrierId)
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND))
                .id();
    }

    @Schema(name = "Simulator")
    public record SimulatorResponse(
            ClockResponse clock, List<String> pausedCarriers, List<String> carriersThatRejectAll) {}

    @Schema(
            name = "BusinessClock",
            description =
                    "At realOrigin the business clock showed businessOrigin; since then it runs speed times as fast")
    public record ClockResponse(Instant realOrigin, Instant businessOrigin, double speed, Instant businessNow) {}

    @Schema(name = "RejectAll")
    public record RejectAllRequest(boolean on) {}
}
