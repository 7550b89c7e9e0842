package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.dashboard.orderhistory.client.OrderDesk;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import io.portline.dashboard.upstream.client.Services;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Cancel, delete, another date: each asks once more, on a page of its own that needs no script. */
@Controller
class OrderActionsController {

    private final OrderDesk desk;
    private final OrderHistory history;
    private final Services services;
    private final MessageSource messages;

    OrderActionsController(OrderDesk desk, OrderHistory history, Services services, MessageSource messages) {
        this.desk = desk;
        this.services = services;
        this.history = history;
        this.messages = messages;
    }

    @GetMapping("/orders/{id}/cancel")
    ModelAndView askToCancel(Viewer viewer, @PathVariable("id") String id, Model model) {
        return confirm("cancel", own(viewer, id), null, model, HttpStatus.OK);
    }

    @PostMapping("/orders/{id}/cancel")
    ModelAndView cancel(
            Viewer viewer, @PathVariable("id") String id, Locale locale, Model model, RedirectAttributes flash) {
        OrderState order = own(viewer, id);
        Reply reply = desk.cancel(order.id(), etag(order.id()));
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "order.flash.cancelled");
            return new ModelAndView("redirect:/orders/" + order.id());
        }
        return confirm("cancel", order, why(reply, locale), model, status(reply));
    }

    @GetMapping("/orders/{id}/delete")
    ModelAndView askToDelete(Viewer viewer, @PathVariable("id") String id, Model model) {
        return confirm("delete", own(viewer, id), null, model, HttpStatus.OK);
    }

    @PostMapping("/orders/{id}/delete")
    ModelAndView delete(
            Viewer viewer, @PathVariable("id") String id, Locale locale, Model model, RedirectAttributes flash) {
        OrderState order = own(viewer, id);
        Reply reply = desk.delete(order.id(), etag(order.id()));
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "order.flash.deleted");
            return new ModelAndView("redirect:/orders");
        }
        return confirm("delete", order, why(reply, locale), model, status(reply));
    }

    @GetMapping("/orders/{id}/foc-date")
    ModelAndView askForDate(Viewer viewer, @PathVariable("id") String id, Model model) {
        OrderState order = own(viewer, id);
        return date(order, present(order), null, model, HttpStatus.OK);
    }

    @PostMapping("/orders/{id}/foc-date")
    ModelAndView changeDate(
            Viewer viewer,
            @PathVariable("id") String id,
            @RequestParam(name = "requestedPortDate", defaultValue = "") String typed,
            @RequestParam(name = "portDay", defaultValue = "") String day,
            @RequestParam(name = "portTime", defaultValue = "10:00") String time,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        OrderState order = own(viewer, id);
        String local = day.isEmpty() ? typed : day + "T" + time;
        Reply reply = desk.changeFocDate(order.id(), local, etag(order.id()));
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "order.flash.foc");
            return new ModelAndView("redirect:/orders/" + order.id());
        }
        return date(order, local, why(reply, locale), model, status(reply));
    }

    /** A comment, which everybody who works on the order reads. */
    @PostMapping("/orders/{id}/comments")
    String comment(
            Viewer viewer,
            @PathVariable("id") String id,
            @RequestParam(name = "text", defaultValue = "") String text,
            Locale locale,
            RedirectAttributes flash) {
        OrderState order = reachable(viewer, id);
        Reply reply = desk.comment(order.id(), text.strip());
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "order.flash.commented");
        } else {
            flash.addFlashAttribute("refusal", why(reply, locale));
            flash.addFlashAttribute("words", text);
        }
        return "redirect:/orders/" + order.id();
    }

    @PostMapping("/orders/{id}/documents")
    String addDocument(
            Viewer viewer,
            @PathVariable("id") String id,
            @RequestParam("file") MultipartFile file,
            Locale locale,
            RedirectAttributes flash) {
        OrderState order = reachable(viewer, id);
        String name = file.getOriginalFilename() == null ? "document" : file.getOriginalFilename();
        Reply reply = desk.addDocument(order.id(), name, file.getResource());
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "order.flash.document");
        } else {
            flash.addFlashAttribute("refusal", why(reply, locale));
        }
        return "redirect:/orders/" + order.id();
    }

    /** Sends a mail or webhook about the order once more. */
    @PostMapping("/orders/{id}/deliveries/{delivery}/resend")
    String resend(
            Viewer viewer,
            @PathVariable("id") String id,
            @PathVariable("delivery") String delivery,
            Locale locale,
            RedirectAttributes flash) {
        OrderState order = own(viewer, id);
        Reply reply = services.notifications()
                .send(
                        HttpMethod.POST,
                        null,
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                        "/api/v1/deliveries/{id}/resend",
                        Viewer.id(delivery));
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "webhooks.flash.resend");
        } else {
            flash.addFlashAttribute("refusal", why(reply, locale));
        }
        return "redirect:/orders/" + order.id();
    }

    private OrderState reachable(Viewer viewer, String id) {
        if (viewer.tenantId() != null) {
            return own(viewer, id);
        }
        return (viewer.isDeskAgent() ? history.findLinkedWithCase(Viewer.id(id)) : Optional.<OrderState>empty())
                .orElseThrow(NotHereException::new);
    }

    private OrderState own(Viewer viewer, String id) {
        return history.find(viewer.ownTenant(), Viewer.id(id)).orElseThrow(NotHereException::new);
    }

    /** What stands now: whoever confirms has just seen the page, and the status guards the rest. */
    private String etag(UUID id) {
        String etag = desk.find(id).done().map(Reply.Done::etag).orElse(null);
        return etag == null ? "*" : etag;
    }

    private String why(Reply reply, Locale locale) {
        if (reply instanceof Reply.Refused(Problem problem)) {
            if (problem.orderStatus() != null) {
                String label = messages.getMessage(
                        "order.status." + problem.orderStatus(), null, problem.orderStatus(), locale);
                return messages.getMessage("order.refused", new Object[] {label}, locale);
            }
            if (!problem.faults().isEmpty()) {
                return problem.faults().getFirst().text();
            }
            String words = problem.words();
            return words != null ? words : messages.getMessage("error.unexpected", null, locale);
        }
        return messages.getMessage("error.unavailable", null, locale);
    }

    private static HttpStatusCode status(Reply reply) {
        return reply instanceof Reply.Refused(Problem problem)
                ? HttpStatusCode.valueOf(problem.status())
                : HttpStatus.SERVICE_UNAVAILABLE;
    }

    private static ModelAndView confirm(
            String what, OrderState order, @Nullable String fault, Model model, HttpStatusCode status) {
        model.addAttribute("what", what);
        model.addAttribute("order", order);
        model.addAttribute("fault", fault);
        return new ModelAndView("order-confirm", model.asMap(), status);
    }

    private ModelAndView date(
            OrderState order, String value, @Nullable String fault, Model model, HttpStatusCode status) {
        model.addAttribute("order", order);
        model.addAttribute("date", order.foc() != null ? order.foc() : order.requested());
        model.addAttribute("value", value);
        model.addAttribute(
                "dates",
                desk.dates(order.id())
                        .done()
                        .map(Reply.Done::body)
                        .filter(body -> !Said.items(body.get("items")).isEmpty())
                        .orElse(null));
        model.addAttribute("fault", fault);
        return new ModelAndView("order-date", model.asMap(), status);
    }

    private static String present(OrderState order) {
        return OrderForm.minutes((order.foc() != null ? order.foc() : order.requested())
                .toLocalDateTime()
                .toString());
    }
}
