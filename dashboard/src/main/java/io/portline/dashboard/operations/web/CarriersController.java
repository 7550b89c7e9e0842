package io.portline.dashboard.operations.web;

import io.portline.dashboard.operations.OrderFigures;
import io.portline.dashboard.operations.OrderFigures.CarrierHealth;
import io.portline.dashboard.page.web.Refusals;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import io.portline.dashboard.upstream.client.Services;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The losing carriers as operators see them, with the simulator's switches. */
@Controller
class CarriersController {

    private static final Duration LOOK_BACK = Duration.ofDays(30);
    private static final int CARRIER_ID = 40;

    private final OrderFigures figures;
    private final Services services;
    private final Refusals refusals;
    private final Clock clock;

    /** One carrier; figures and what the gateway says of it. */
    record CarrierRow(
            String id,
            String name,
            List<String> countries,
            @Nullable CarrierHealth health,
            boolean paused,
            boolean rejectsAll,
            boolean simulated) {}

    CarriersController(OrderFigures figures, Services services, Refusals refusals, Clock clock) {
        this.figures = figures;
        this.services = services;
        this.refusals = refusals;
        this.clock = clock;
    }

    @GetMapping("/operations/carriers")
    String carriers(Model model) {
        Instant now = clock.instant();
        Map<String, CarrierHealth> health = new HashMap<>();
        figures.carriers(now.minus(LOOK_BACK), now, now).forEach(one -> health.put(one.carrier(), one));
        Reply.Done simulator =
                services.carriers().get("/api/v1/simulator").done().orElse(null);
        List<String> paused =
                simulator == null ? List.of() : Said.texts(simulator.body().get("pausedCarriers"));
        List<String> rejecting =
                simulator == null ? List.of() : Said.texts(simulator.body().get("carriersThatRejectAll"));
        List<CarrierRow> rows = new ArrayList<>();
        Reply.Done carriers = services.carriers().get("/api/v1/carriers").done().orElse(null);
        if (carriers != null) {
            for (Map<String, Object> carrier : Said.items(carriers.body().get("items"))) {
                String id = Said.text(carrier.get("id"));
                String name = Said.text(carrier.get("name"));
                rows.add(new CarrierRow(
                        id,
                        name,
                        Said.texts(carrier.get("countries")),
                        health.remove(name),
                        paused.contains(id),
                        rejecting.contains(id),
                        !"http".equals(carrier.get("losingAdapter"))));
            }
        }
        // What the topics told of but the gateway does not know (any more), or everything while it does not answer.
        health.values()
                .forEach(one ->
                        rows.add(new CarrierRow(one.carrierId(), one.carrier(), List.of(), one, false, false, false)));
        model.addAttribute("carriers", rows);
        model.addAttribute("gatewayAnswers", carriers != null);
        model.addAttribute("switchable", simulator != null);
        model.addAttribute(
                "clockOfSimulator", simulator == null ? null : simulator.body().get("clock"));
        return "operations-carriers";
    }

    @PostMapping("/operations/carriers/{id}/{what}")
    String act(@PathVariable("id") String id, @PathVariable("what") String what, RedirectAttributes flash) {
        if (id.length() > CARRIER_ID) {
            throw new NotHereException();
        }
        Map<String, String> headers =
                Map.of("Idempotency-Key", UUID.randomUUID().toString());
        Reply reply = switch (what) {
            case "pause" -> services.carriers().send(HttpMethod.POST, null, headers, "/api/v1/carriers/{id}/pause", id);
            case "resume" ->
                services.carriers().send(HttpMethod.POST, null, headers, "/api/v1/carriers/{id}/resume", id);
            case "reject-all" ->
                services.carriers()
                        .send(HttpMethod.POST, Map.of("on", true), headers, "/api/v1/carriers/{id}/reject-all", id);
            case "answer-normally" ->
                services.carriers()
                        .send(HttpMethod.POST, Map.of("on", false), headers, "/api/v1/carriers/{id}/reject-all", id);
            default -> throw new NotHereException();
        };
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "case.flash.done");
        } else {
            flash.addFlashAttribute("refusal", refusals.why(reply));
        }
        return "redirect:/operations/carriers";
    }
}
