package io.portline.dashboard.webhooks.web;

import io.portline.dashboard.form.TypedForm;
import io.portline.dashboard.page.web.Refusals;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import io.portline.dashboard.upstream.client.ServiceCalls;
import io.portline.dashboard.upstream.client.Services;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Endpoints that are told of events, the secrets that their messages are signed with, and what became of each message. */
@Controller
class WebhooksController {

    private static final String ENDPOINTS = "/api/v1/webhook-endpoints";
    private static final List<String> FIELDS = List.of("/url", "/eventTypes", "/description");

    private final Services services;
    private final Refusals refusals;

    WebhooksController(Services services, Refusals refusals) {
        this.services = services;
        this.refusals = refusals;
    }

    @GetMapping("/webhooks")
    ModelAndView list(Viewer viewer, Model model) {
        viewer.ownTenant();
        return list(new TypedForm(Map.of()), model, HttpStatus.OK);
    }

    @PostMapping("/webhooks")
    ModelAndView create(Viewer viewer, @RequestParam Map<String, String> typed, Model model, RedirectAttributes flash) {
        viewer.ownTenant();
        TypedForm form = new TypedForm(typed);
        Reply reply = notifications().send(HttpMethod.POST, body(form), key(), ENDPOINTS);
        if (reply instanceof Reply.Done done) {
            // Shown once, on the page that follows, and kept nowhere.
            flash.addFlashAttribute("secret", done.body().get("secret"));
            flash.addFlashAttribute("flash", "webhooks.flash.created");
            return new ModelAndView("redirect:/webhooks/" + done.body().get("id"));
        }
        refuse(form, reply);
        return list(form, model, refusals.status(reply));
    }

    @GetMapping("/webhooks/{id}")
    ModelAndView one(Viewer viewer, @PathVariable("id") String id, Model model) {
        viewer.ownTenant();
        return one(Viewer.id(id), null, model, HttpStatus.OK);
    }

    @PostMapping("/webhooks/{id}")
    ModelAndView change(
            Viewer viewer,
            @PathVariable("id") String id,
            @RequestParam Map<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        viewer.ownTenant();
        TypedForm form = new TypedForm(typed);
        UUID endpoint = Viewer.id(id);
        Reply reply = notifications()
                .send(
                        HttpMethod.PUT,
                        body(form),
                        Map.of("If-Match", form.has("etag") ? form.text("etag") : "*"),
                        ENDPOINTS + "/{id}",
                        endpoint);
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "webhooks.flash.changed");
            return new ModelAndView("redirect:/webhooks/" + endpoint);
        }
        refuse(form, reply);
        return one(endpoint, form, model, refusals.status(reply));
    }

    @PostMapping("/webhooks/{id}/{what}")
    String act(
            Viewer viewer,
            @PathVariable("id") String id,
            @PathVariable("what") String what,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        viewer.ownTenant();
        UUID endpoint = Viewer.id(id);
        String here = "redirect:/webhooks/" + endpoint;
        Reply reply = switch (what) {
            case "secret-rotation", "test" ->
                notifications().send(HttpMethod.POST, null, key(), ENDPOINTS + "/{id}/" + what, endpoint);
            case "replay" ->
                notifications()
                        .send(
                                HttpMethod.POST,
                                Map.of("from", instant(typed.get("from")), "to", instant(typed.get("to"))),
                                key(),
                                ENDPOINTS + "/{id}/replay",
                                endpoint);
            case "resend" ->
                notifications()
                        .send(
                                HttpMethod.POST,
                                null,
                                key(),
                                "/api/v1/webhook-deliveries/{id}/resend",
                                Viewer.id(typed.getOrDefault("delivery", "")));
            case "delete" ->
                notifications().send(HttpMethod.DELETE, null, Map.of("If-Match", "*"), ENDPOINTS + "/{id}", endpoint);
            default -> throw new NotHereException();
        };
        if (reply instanceof Reply.Done done) {
            if (what.equals("secret-rotation")) {
                flash.addFlashAttribute("secret", done.body().get("secret"));
            }
            flash.addFlashAttribute("flash", "webhooks.flash." + what);
            return what.equals("delete") ? "redirect:/webhooks" : here;
        }
        flash.addFlashAttribute("refusal", refusals.why(reply));
        return here;
    }

    private ModelAndView list(TypedForm form, Model model, HttpStatusCode status) {
        Reply.Done done = notifications().get(ENDPOINTS).done().orElse(null);
        model.addAttribute("answers", done != null);
        model.addAttribute(
                "endpoints", Said.items(done == null ? null : done.body().get("items")));
        model.addAttribute("form", form);
        model.addAttribute("others", form.otherFaults(FIELDS));
        return new ModelAndView("webhooks", model.asMap(), status);
    }

    private ModelAndView one(UUID id, @Nullable TypedForm typed, Model model, HttpStatusCode status) {
        Reply reply = notifications().get(ENDPOINTS + "/{id}", id);
        if (reply instanceof Reply.Refused) {
            throw new NotHereException();
        }
        Reply.Done done = reply.done().orElse(null);
        TypedForm form = typed != null ? typed : new TypedForm(Map.of());
        if (done != null && typed == null) {
            form.put("url", Said.text(done.body().get("url")));
            form.put("description", Said.text(done.body().get("description")));
            form.put("eventTypes", String.join("\n", Said.texts(done.body().get("eventTypes"))));
            if (!Boolean.FALSE.equals(done.body().get("enabled"))) {
                form.put("enabled", "true");
            }
            form.put("etag", done.etag() == null ? "*" : done.etag());
        }
        Reply.Done deliveries = notifications()
                .get(ENDPOINTS + "/{id}/deliveries?limit=50", id)
                .done()
                .orElse(null);
        model.addAttribute("endpointId", id);
        model.addAttribute("endpoint", done == null ? null : done.body());
        model.addAttribute("form", form);
        model.addAttribute("others", form.otherFaults(FIELDS));
        model.addAttribute("logKnown", deliveries != null);
        model.addAttribute(
                "log", Said.items(deliveries == null ? null : deliveries.body().get("items")));
        return new ModelAndView("webhook", model.asMap(), status);
    }

    private static Map<String, Object> body(TypedForm form) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("url", form.text("url"));
        body.put("eventTypes", form.lines("eventTypes"));
        if (form.has("description")) {
            body.put("description", form.text("description"));
        }
        if (form.has("etag")) {
            body.put("enabled", form.has("enabled"));
        }
        return body;
    }

    private void refuse(TypedForm form, Reply reply) {
        if (reply instanceof Reply.Refused(Problem problem) && !problem.faults().isEmpty()) {
            problem.faults().forEach(fault -> form.fault(fault.pointer(), fault.text()));
        } else {
            form.fault("", refusals.why(reply));
        }
    }

    /** What a browser's field holds, taken for UTC. */
    private static String instant(@Nullable String local) {
        return local == null || local.isBlank() ? "" : local + (local.length() == 16 ? ":00Z" : "Z");
    }

    private ServiceCalls notifications() {
        return services.notifications();
    }

    private static Map<String, String> key() {
        return Map.of("Idempotency-Key", UUID.randomUUID().toString());
    }
}
