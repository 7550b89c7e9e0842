package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.form.TypedForm;
import io.portline.dashboard.orderhistory.OrderAction;
import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.dashboard.orderhistory.PermissionTable;
import io.portline.dashboard.orderhistory.RejectionReason;
import io.portline.dashboard.orderhistory.client.CarrierDirectory;
import io.portline.dashboard.orderhistory.client.OrderDesk;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import io.portline.numbering.Country;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** New orders, and orders that are edited and submitted again. Whatever is refused is shown at its field. */
@Controller
class OrderFormController {

    private final OrderDesk desk;
    private final OrderHistory history;
    private final OrderPages pages;
    private final CarrierDirectory carriers;
    private final MessageSource messages;
    private final Clock clock;

    OrderFormController(
            OrderDesk desk,
            OrderHistory history,
            OrderPages pages,
            CarrierDirectory carriers,
            MessageSource messages,
            Clock clock) {
        this.desk = desk;
        this.history = history;
        this.pages = pages;
        this.carriers = carriers;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/orders/new")
    ModelAndView fresh(Viewer viewer, Model model) {
        TypedForm form = new TypedForm(Map.of("portType", "FULL"));
        if (viewer.tenantCountry() != null) {
            form.put("country", viewer.tenantCountry());
        }
        return form(form, null, null, model, HttpStatus.OK);
    }

    @PostMapping("/orders/new")
    ModelAndView submit(
            Viewer viewer,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "numbersFile", required = false) @Nullable MultipartFile numbers,
            @RequestParam(name = "loa", required = false) @Nullable MultipartFile loa,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        viewer.ownTenant();
        TypedForm form = new TypedForm(typed);
        take(form, numbers, loa, locale);
        if (form.isFaulty()) {
            return form(form, null, null, model, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Reply reply = desk.submit(OrderForm.json(form), key(typed));
        return switch (reply) {
            case Reply.Done done -> {
                flash.addFlashAttribute("flash", "order.flash.submitted");
                yield new ModelAndView("redirect:/orders/" + done.body().get("id"));
            }
            case Reply.Refused refused -> {
                refuse(form, refused.problem(), locale);
                yield form(
                        form,
                        null,
                        null,
                        model,
                        HttpStatusCode.valueOf(refused.problem().status()));
            }
            case Reply.Unavailable() -> {
                form.fault("", messages.getMessage("error.unavailable", null, locale));
                yield form(form, null, null, model, HttpStatus.SERVICE_UNAVAILABLE);
            }
        };
    }

    @GetMapping("/orders/{id}/edit")
    ModelAndView edit(Viewer viewer, @PathVariable("id") String id, Model model, Locale locale) {
        OrderState order = own(viewer, id);
        Reply.Done details = desk.find(order.id()).done().orElse(null);
        Instant now = clock.instant();
        Set<OrderAction> actions =
                OrderPages.actions(order, details == null ? null : details.body(), desk.permissions(), now);
        if (details == null || !actions.contains(OrderAction.EDIT)) {
            // Without the account there is nothing to edit; what is known is shown all the same.
            pages.fill(model, order, actions, now);
            model.addAttribute("details", details == null ? null : details.body());
            model.addAttribute("actionsKnown", details != null);
            return new ModelAndView("order");
        }
        TypedForm form = OrderForm.of(details.body());
        for (RejectionReason reason : order.reasons()) {
            if (reason.pointer() != null) {
                form.fault(reason.pointer(), reason.text(locale));
            }
        }
        pages.fill(model, order, actions, now);
        model.addAttribute("rejected", true);
        return form(form, order, details.etag(), model, HttpStatus.OK);
    }

    @PostMapping("/orders/{id}/edit")
    ModelAndView resubmit(
            Viewer viewer,
            @PathVariable("id") String id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "numbersFile", required = false) @Nullable MultipartFile numbers,
            @RequestParam(name = "loa", required = false) @Nullable MultipartFile loa,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        OrderState order = own(viewer, id);
        Instant now = clock.instant();
        PermissionTable table = desk.permissions();
        pages.fill(model, order, OrderPages.actions(order, null, table, now), now);
        TypedForm form = new TypedForm(typed);
        take(form, numbers, loa, locale);
        String etag = form.text("etag");
        if (form.isFaulty()) {
            return form(form, order, etag, model, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Reply reply = desk.replace(order.id(), OrderForm.json(form), etag);
        return switch (reply) {
            case Reply.Done _ -> {
                flash.addFlashAttribute("flash", "order.flash.resubmitted");
                yield new ModelAndView("redirect:/orders/" + order.id());
            }
            case Reply.Refused refused
            when refused.problem().status() == 412 -> {
                form.fault("", messages.getMessage("order.stale", null, locale));
                String newer =
                        desk.find(order.id()).done().map(Reply.Done::etag).orElse(etag);
                yield form(form, order, newer, model, HttpStatus.PRECONDITION_FAILED);
            }
            case Reply.Refused refused -> {
                refuse(form, refused.problem(), locale);
                yield form(
                        form,
                        order,
                        etag,
                        model,
                        HttpStatusCode.valueOf(refused.problem().status()));
            }
            case Reply.Unavailable() -> {
                form.fault("", messages.getMessage("error.unavailable", null, locale));
                yield form(form, order, etag, model, HttpStatus.SERVICE_UNAVAILABLE);
            }
        };
    }

    private OrderState own(Viewer viewer, String id) {
        return history.find(viewer.ownTenant(), Viewer.id(id)).orElseThrow(NotHereException::new);
    }

    private ModelAndView form(
            TypedForm form, @Nullable OrderState order, @Nullable String etag, Model model, HttpStatusCode status) {
        form.forget("passcode");
        model.addAttribute("form", form);
        model.addAttribute("editing", order != null);
        model.addAttribute("etag", etag);
        // Of its own for each form that is shown: what is typed differently is another submission.
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("others", form.otherFaults(OrderForm.POINTERS));
        model.addAttribute("contactRows", OrderForm.contactRows(form));
        model.addAttribute("carriers", carriers.carriers());
        model.addAttribute(
                "countries", Arrays.stream(Country.values()).map(Country::code).toList());
        model.addAttribute("languagesSpoken", List.of("en", "fr", "ja"));
        return new ModelAndView("order-form", model.asMap(), status);
    }

    /** Files become what is typed: a browser cannot be given a file back, but numbers and an uploaded document can. */
    private void take(TypedForm form, @Nullable MultipartFile numbers, @Nullable MultipartFile loa, Locale locale) {
        if (numbers != null && !numbers.isEmpty()) {
            try {
                String csv = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(numbers.getBytes()))
                        .toString();
                form.put("numbers", withoutHeader(csv));
            } catch (CharacterCodingException e) {
                form.fault("/numbers", messages.getMessage("form.fault.csv", null, locale));
            } catch (IOException e) {
                form.fault("/numbers", messages.getMessage("error.unexpected", null, locale));
            }
        }
        if (loa == null || loa.isEmpty()) {
            return;
        }
        try {
            String name = loa.getOriginalFilename() == null ? "loa.pdf" : loa.getOriginalFilename();
            switch (desk.upload(name, loa.getBytes())) {
                case Reply.Done done -> {
                    form.put("loaDocumentId", String.valueOf(done.body().get("id")));
                    form.put("loaName", name);
                }
                case Reply.Refused refused -> {
                    String why = refused.problem().faults().isEmpty()
                            ? refused.problem().words()
                            : refused.problem().faults().getFirst().text();
                    form.fault("/loaDocumentId", messages.getMessage("form.fault.loa", new Object[] {why}, locale));
                }
                case Reply.Unavailable() ->
                    form.fault("/loaDocumentId", messages.getMessage("error.unavailable", null, locale));
            }
        } catch (IOException e) {
            form.fault("/loaDocumentId", messages.getMessage("error.unexpected", null, locale));
        }
    }

    private static String withoutHeader(String csv) {
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        List<String> rows = text.lines()
                .map(row -> row.replace("\"", "").strip())
                .filter(row -> !row.isEmpty())
                .toList();
        boolean header = !rows.isEmpty() && rows.getFirst().equalsIgnoreCase("PhoneNumber");
        return String.join("\n", header ? rows.subList(1, rows.size()) : rows);
    }

    private void refuse(TypedForm form, Problem problem, Locale locale) {
        for (Problem.Fault fault : problem.faults()) {
            form.fault(OrderForm.pointerInForm(form, fault.pointer()), line(form, fault));
        }
        if (problem.faults().isEmpty()) {
            String words = problem.words();
            form.fault("", words != null ? words : messages.getMessage("error.unexpected", null, locale));
        }
    }

    /** A bad number is named with what was typed: its line alone would have to be counted. */
    private static String line(TypedForm form, Problem.Fault fault) {
        if (!fault.pointer().matches("/numbers/\\d{1,4}")) {
            return fault.text();
        }
        int index = Integer.parseInt(fault.pointer().substring("/numbers/".length()));
        List<String> lines = form.lines("numbers");
        return index < lines.size() ? (index + 1) + ": " + lines.get(index) + " – " + fault.text() : fault.text();
    }

    private static String key(Map<String, String> typed) {
        String key = typed.getOrDefault("key", "");
        return key.matches("[0-9a-f-]{36}") ? key : UUID.randomUUID().toString();
    }
}
