package io.portline.dashboard.operations.web;

import io.portline.dashboard.freshness.ReadModelRebuild;
import io.portline.dashboard.page.web.Refusals;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What goes between the services, and what got stuck there: lag, unsent events, dead letters, the read model's rebuild. */
@Controller
class MessagesController {

    private static final int MOST_LETTERS = 25;

    private final Machinery machinery;
    private final Services services;
    private final ReadModelRebuild rebuild;
    private final Refusals refusals;

    /**
     * A service's dead letters.
     *
     * @param open all of them, of which {@code items} may be the oldest only
     */
    record Letters(String service, boolean answers, long open, List<Map<String, Object>> items) {}

    MessagesController(Machinery machinery, Services services, ReadModelRebuild rebuild, Refusals refusals) {
        this.machinery = machinery;
        this.services = services;
        this.rebuild = rebuild;
        this.refusals = refusals;
    }

    @GetMapping("/operations/messages")
    String messages(Model model) {
        List<Letters> letters = new ArrayList<>();
        machinery.vitals().forEach(vitals -> {
            if (services.knows(vitals.service()) && vitals.answers() && vitals.deadLetters() > 0) {
                letters.add(letters(vitals.service()));
            }
        });
        model.addAttribute("vitals", machinery.vitals());
        model.addAttribute("kafkaAnswers", machinery.kafkaAnswers());
        model.addAttribute("lags", machinery.lags());
        model.addAttribute("letters", letters);
        model.addAttribute("rebuild", rebuild.progress());
        return "operations-messages";
    }

    private Letters letters(String service) {
        return services.named(service)
                .get("/api/v1/dead-letters?limit=" + MOST_LETTERS)
                .done()
                .map(done -> new Letters(
                        service,
                        true,
                        done.body().get("open") instanceof Number open ? open.longValue() : 0,
                        Said.items(done.body().get("items"))))
                .orElse(new Letters(service, false, 0, List.of()));
    }

    @GetMapping("/operations/messages/{service}/{id}")
    ModelAndView letter(@PathVariable("service") String service, @PathVariable("id") long id, Model model) {
        return letter(service, id, null, "", model, HttpStatus.OK);
    }

    @PostMapping("/operations/messages/{service}/{id}/{what}")
    ModelAndView decide(
            @PathVariable("service") String service,
            @PathVariable("id") long id,
            @PathVariable("what") String what,
            @RequestParam(name = "reason", defaultValue = "") String reason,
            Model model,
            RedirectAttributes flash) {
        if (!what.equals("redrive") && !what.equals("discard")) {
            throw new NotHereException();
        }
        Reply reply = of(service)
                .send(
                        HttpMethod.POST,
                        Map.of("reason", reason.strip()),
                        Map.of(),
                        "/api/v1/dead-letters/{id}/" + what,
                        id);
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "messages.flash." + what);
            return new ModelAndView("redirect:/operations/messages");
        }
        return letter(service, id, refusals.why(reply), reason, model, refusals.status(reply));
    }

    @PostMapping("/operations/rebuild")
    String rebuild(Viewer viewer, RedirectAttributes flash) {
        flash.addFlashAttribute(
                "flash", rebuild.request(viewer.name()) ? "rebuild.flash.requested" : "rebuild.flash.already");
        return "redirect:/operations/messages";
    }

    private ModelAndView letter(
            String service, long id, @Nullable String fault, String reason, Model model, HttpStatusCode status) {
        Reply reply = of(service).get("/api/v1/dead-letters/{id}", id);
        Reply.Done done = reply.done().orElse(null);
        if (done == null && reply instanceof Reply.Refused) {
            throw new NotHereException();
        }
        model.addAttribute("service", service);
        model.addAttribute("id", id);
        model.addAttribute("look", done == null ? null : done.body());
        model.addAttribute("letter", done == null ? null : done.body().get("letter"));
        model.addAttribute("fault", fault);
        model.addAttribute("reason", reason);
        return new ModelAndView("operations-letter", model.asMap(), status);
    }

    private ServiceCalls of(String service) {
        if (!services.knows(service)) {
            throw new NotHereException();
        }
        return services.named(service);
    }
}
