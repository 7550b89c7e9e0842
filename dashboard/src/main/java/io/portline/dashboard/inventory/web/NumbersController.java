package io.portline.dashboard.inventory.web;

import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import io.portline.dashboard.upstream.client.Services;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

import java.util.Map;

/** A tenant's numbers, and what became of each. */
@Controller
class NumbersController {

    private static final int PAGE = 50;

    private final Services services;

    NumbersController(Services services) {
        this.services = services;
    }

    @GetMapping("/numbers")
    String list(
            Viewer viewer,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "type", defaultValue = "") String type,
            @RequestParam(name = "after", required = false) @Nullable String after,
            Model model) {
        viewer.ownTenant();
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/api/v1/numbers").queryParam("limit", PAGE);
        if (!text.isBlank()) {
            address.queryParam("q", "{q}");
        }
        if (type.equals("USER") || type.equals("SERVICE")) {
            address.queryParam("type", type);
        }
        if (after != null) {
            address.queryParam("cursor", "{cursor}");
        }
        Object[] variables = text.isBlank()
                ? after == null ? new Object[0] : new Object[] {after}
                : after == null ? new Object[] {text.strip()} : new Object[] {text.strip(), after};
        Reply.Done done = services.orders()
                .get(address.build().toUriString(), variables)
                .done()
                .orElse(null);
        model.addAttribute("answers", done != null);
        model.addAttribute(
                "numbers", Said.items(done == null ? null : done.body().get("items")));
        model.addAttribute("next", done == null ? null : done.body().get("next"));
        model.addAttribute("q", text);
        model.addAttribute("type", type);
        model.addAttribute("first", after == null);
        return "numbers";
    }

    @GetMapping("/numbers/{number}")
    String one(Viewer viewer, @PathVariable("number") String number, Model model) {
        viewer.ownTenant();
        if (!number.matches("\\+\\d{4,15}")) {
            throw new NotHereException();
        }
        Reply reply = services.orders().get("/api/v1/numbers/{number}", number);
        if (reply instanceof Reply.Refused) {
            throw new NotHereException();
        }
        Map<String, Object> body = reply.done().map(Reply.Done::body).orElse(null);
        model.addAttribute("number", number);
        model.addAttribute("found", body);
        model.addAttribute("orders", Said.items(body == null ? null : body.get("orders")));
        model.addAttribute("portOuts", Said.items(body == null ? null : body.get("portOuts")));
        return "number";
    }
}
