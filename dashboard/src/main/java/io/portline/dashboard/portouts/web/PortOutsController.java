package io.portline.dashboard.portouts.web;

import io.portline.dashboard.page.web.Refusals;
import io.portline.dashboard.portouts.PortOut;
import io.portline.dashboard.portouts.PortOuts;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import io.portline.dashboard.upstream.client.Services;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What other carriers ask of our numbers, and the PIN that they must know. */
@Controller
class PortOutsController {

    private static final int MOST_ROWS = 100;
    private static final int MOST_CONTACTS = 10;
    private static final String PIN = "/api/v1/port-out-pin";

    private final PortOuts portOuts;
    private final Services services;
    private final Refusals refusals;

    PortOutsController(PortOuts portOuts, Services services, Refusals refusals) {
        this.portOuts = portOuts;
        this.services = services;
        this.refusals = refusals;
    }

    @GetMapping("/port-outs")
    String list(Viewer viewer, Model model) {
        model.addAttribute("portOuts", portOuts.newest(viewer.ownTenant(), MOST_ROWS));
        model.addAttribute("pin", pin());
        model.addAttribute("reason", reasons());
        return "port-outs";
    }

    @GetMapping("/port-outs/{id}")
    String one(Viewer viewer, @PathVariable("id") String id, Model model) {
        PortOut found = portOuts.find(viewer.ownTenant(), Viewer.id(id)).orElseThrow(NotHereException::new);
        model.addAttribute("portOut", found);
        model.addAttribute(
                "timeline", portOuts.timeline(found.tenantId(), found.id()).reversed());
        model.addAttribute("reason", reasons());
        model.addAttribute(
                "details",
                services.orders()
                        .get("/api/v1/port-outs/{id}", found.id())
                        .done()
                        .map(Reply.Done::body)
                        .orElse(null));
        return "port-out";
    }

    @GetMapping("/port-out-pin")
    ModelAndView pin(Viewer viewer, Model model) {
        viewer.ownTenant();
        return pin(null, Map.of(), model, HttpStatus.OK);
    }

    @PostMapping("/port-out-pin")
    ModelAndView change(
            Viewer viewer,
            @RequestParam(name = "pin", defaultValue = "") String pin,
            @RequestParam(name = "again", defaultValue = "") String again,
            Model model,
            RedirectAttributes flash) {
        viewer.ownTenant();
        if (!pin.equals(again)) {
            model.addAttribute("differs", true);
            return pin(null, Map.of(), model, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return answer(services.orders().send(HttpMethod.PUT, Map.of("pin", pin), Map.of(), PIN), "pin", model, flash);
    }

    @PostMapping("/port-out-pin/contacts")
    ModelAndView contacts(
            Viewer viewer, @RequestParam Map<String, String> typed, Model model, RedirectAttributes flash) {
        viewer.ownTenant();
        List<Map<String, String>> contacts = new ArrayList<>();
        for (int i = 0; i < MOST_CONTACTS; i++) {
            String prefix = "contact" + i;
            String email = typed.getOrDefault(prefix + ".email", "").strip();
            String name = typed.getOrDefault(prefix + ".name", "").strip();
            if (!email.isEmpty() || !name.isEmpty()) {
                contacts.add(Map.of(
                        "email", email, "name", name, "language", typed.getOrDefault(prefix + ".language", "en")));
            }
        }
        Reply reply = services.orders()
                .send(HttpMethod.PUT, Map.of("contacts", contacts), Map.of(), "/api/v1/port-out-contacts");
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "pin.flash.contacts");
            return new ModelAndView("redirect:/port-out-pin");
        }
        model.addAttribute("contactsFault", refusals.why(reply));
        return pin(null, typed, model, refusals.status(reply));
    }

    private ModelAndView answer(Reply reply, String what, Model model, RedirectAttributes flash) {
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "pin.flash." + what);
            return new ModelAndView("redirect:/port-out-pin");
        }
        return pin(refusals.why(reply), Map.of(), model, refusals.status(reply));
    }

    private ModelAndView pin(@Nullable String fault, Map<String, String> typed, Model model, HttpStatusCode status) {
        Map<String, Object> pin = pin();
        List<Map<String, Object>> contacts = new ArrayList<>();
        if (pin != null) {
            contacts.addAll(Said.items(pin.get("contacts")));
        }
        if (!typed.isEmpty()) {
            contacts.clear();
            for (int i = 0; i < MOST_CONTACTS; i++) {
                String prefix = "contact" + i;
                if (!typed.getOrDefault(prefix + ".email", "").isBlank()
                        || !typed.getOrDefault(prefix + ".name", "").isBlank()) {
                    Map<String, Object> contact = new LinkedHashMap<>();
                    for (String part : List.of("email", "name", "language")) {
                        contact.put(part, typed.getOrDefault(prefix + "." + part, ""));
                    }
                    contacts.add(contact);
                }
            }
        }
        if (contacts.size() < MOST_CONTACTS) {
            contacts.add(Map.of());
        }
        model.addAttribute("pin", pin);
        model.addAttribute("contacts", contacts);
        model.addAttribute("fault", fault);
        return new ModelAndView("port-out-pin", model.asMap(), status);
    }

    private @Nullable Map<String, Object> pin() {
        return services.orders().get(PIN).done().map(Reply.Done::body).orElse(null);
    }

    /** A canonical code in the reader's words; the code itself where there are none. */
    private static Function<String, String> reasons() {
        Locale locale = LocaleContextHolder.getLocale();
        return code -> RejectionCode.of(code).map(known -> known.text(locale)).orElse(code);
    }
}
