package io.portline.dashboard.casebook.web;

import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.casebook.CaseState;
import io.portline.dashboard.casebook.client.CaseDesk;
import io.portline.dashboard.form.TypedForm;
import io.portline.dashboard.orderhistory.client.CarrierDirectory;
import io.portline.dashboard.orderhistory.web.OrderForm;
import io.portline.dashboard.page.web.Refusals;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
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
import java.util.Map;
import java.util.UUID;

/** The desk submits the port orders of a case: what the case holds is there already, the rest is asked for. */
@Controller
class CaseOrdersController {

    private final CaseBook book;
    private final CaseDesk desk;
    private final CarrierDirectory carriers;
    private final Refusals refusals;

    CaseOrdersController(CaseBook book, CaseDesk desk, CarrierDirectory carriers, Refusals refusals) {
        this.book = book;
        this.desk = desk;
        this.carriers = carriers;
        this.refusals = refusals;
    }

    @GetMapping("/cases/{id}/orders")
    ModelAndView ask(Viewer viewer, @PathVariable("id") String id, Model model) {
        CaseState found = find(viewer, id);
        TypedForm form = new TypedForm(Map.of("portType", "FULL", "name", found.title()));
        Map<String, Object> details =
                desk.find(found.id()).done().map(Reply.Done::body).orElse(Map.of());
        form.put("numbers", String.join("\n", Said.texts(details.get("numbers"))));
        if (details.get("fields") instanceof Map<?, ?> fields && fields.get("orderName") != null) {
            form.put("name", String.valueOf(fields.get("orderName")));
        }
        if (details.get("requested") instanceof Map<?, ?> requested && requested.get("local") != null) {
            String local = String.valueOf(requested.get("local"));
            form.put("requestedPortDate", local.length() > 16 ? local.substring(0, 16) : local);
        }
        return form(found, form, model, HttpStatus.OK);
    }

    @PostMapping("/cases/{id}/orders")
    ModelAndView submit(
            Viewer viewer,
            @PathVariable("id") String id,
            @RequestParam Map<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        CaseState found = find(viewer, id);
        TypedForm form = new TypedForm(typed);
        form.put("country", found.country());
        Map<String, Object> order = new LinkedHashMap<>(OrderForm.json(form));
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("numbers", order.remove("numbers"));
        group.put("order", order);
        String key = form.text("key");
        Reply reply = desk.send(
                found.id(),
                "orders",
                group,
                key.matches("[0-9a-f-]{36}") ? key : UUID.randomUUID().toString());
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "case.flash.orders");
            return new ModelAndView("redirect:/cases/" + found.id());
        }
        if (reply instanceof Reply.Refused(Problem problem) && !problem.faults().isEmpty()) {
            for (Problem.Fault fault : problem.faults()) {
                String pointer = fault.pointer();
                form.fault(
                        pointer.startsWith("/order/") ? pointer.substring("/order".length()) : pointer, fault.text());
            }
        } else {
            form.fault("", refusals.why(reply));
        }
        return form(found, form, model, refusals.status(reply));
    }

    private ModelAndView form(CaseState found, TypedForm form, Model model, HttpStatusCode status) {
        form.forget("passcode");
        List<CarrierDirectory.Carrier> here = new ArrayList<>();
        for (CarrierDirectory.Carrier carrier : carriers.carriers()) {
            if (carrier.country().equals(found.country())) {
                here.add(carrier);
            }
        }
        model.addAttribute("case", found);
        model.addAttribute("form", form);
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("others", form.otherFaults(OrderForm.POINTERS));
        model.addAttribute("carriers", here);
        return new ModelAndView("case-orders", model.asMap(), status);
    }

    private CaseState find(Viewer viewer, String id) {
        if (!viewer.isDeskAgent()) {
            throw new NotHereException();
        }
        return book.findOfAnyTenant(Viewer.id(id)).orElseThrow(NotHereException::new);
    }
}
