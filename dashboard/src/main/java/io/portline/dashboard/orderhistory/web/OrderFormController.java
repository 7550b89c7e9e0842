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
import io.portline.dashboard.upstream.Said;
import io.portline.numbering.Country;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    ModelAndView fresh(
            Viewer viewer, @RequestParam(name = "draft", required = false) @Nullable String draft, Model model) {
        if (draft != null) {
            viewer.ownTenant();
            return form(ofDraft(Viewer.id(draft)), null, null, model, HttpStatus.OK);
        }
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
        String action = form.text("action");
        if (action.equals("check")) {
            return form(form, null, null, model, HttpStatus.OK);
        }
        if (form.isFaulty()) {
            return form(form, null, null, model, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (action.equals("save") || action.equals("review")) {
            return draft(form, action.equals("review"), locale, model, flash);
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

    /** Keeps what was typed as a draft; to review it, asks what would become of it as well. */
    private ModelAndView draft(TypedForm form, boolean review, Locale locale, Model model, RedirectAttributes flash) {
        UUID known = form.has("draft") ? Viewer.id(form.text("draft")) : null;
        Map<String, Object> order = OrderForm.json(form);
        // Before the draft, because the passcode is only in what was typed now.
        Reply rehearsal = review && (form.has("passcode") || !form.has("passcodeKept"))
                ? desk.rehearse(order)
                : new Reply.Done(Map.of(), null);
        Reply saved = desk.saveDraft(known, order);
        if (saved instanceof Reply.Done done) {
            form.put(
                    "draft",
                    known != null
                            ? known.toString()
                            : String.valueOf(done.body().get("id")));
            if (Said.yes(done.body().get("hasPasscode"))) {
                form.put("passcodeKept", "true");
            }
        }
        Reply faulty = rehearsal instanceof Reply.Done ? saved : rehearsal;
        if (faulty instanceof Reply.Refused refused) {
            refuse(form, refused.problem(), locale);
            return form(
                    form,
                    null,
                    null,
                    model,
                    HttpStatusCode.valueOf(refused.problem().status()));
        }
        if (!(saved instanceof Reply.Done) || !(rehearsal instanceof Reply.Done rehearsed)) {
            form.fault("", messages.getMessage("error.unavailable", null, locale));
            return form(form, null, null, model, HttpStatus.SERVICE_UNAVAILABLE);
        }
        if (!review) {
            flash.addFlashAttribute("flash", "drafts.flash.saved");
            return new ModelAndView("redirect:/orders/new?draft=" + form.text("draft"));
        }
        form.forget("passcode");
        model.addAttribute("form", form);
        model.addAttribute("draft", form.text("draft"));
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("wouldBe", rehearsed.body().get("wouldBe"));
        model.addAttribute(
                "carrierName",
                carriers.carriers().stream()
                        .filter(carrier -> carrier.id().equals(form.text("losingCarrierId")))
                        .findFirst()
                        .map(CarrierDirectory.Carrier::name)
                        .orElse(form.text("losingCarrierId")));
        model.addAttribute("contacts", Said.items(order.get("contacts")));
        return new ModelAndView("order-review");
    }

    @PostMapping("/orders/drafts/{id}/submission")
    ModelAndView submitDraft(
            Viewer viewer,
            @PathVariable("id") String id,
            @RequestParam Map<String, String> typed,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        viewer.ownTenant();
        UUID draft = Viewer.id(id);
        Reply reply = desk.submitDraft(draft, key(typed));
        return switch (reply) {
            case Reply.Done done -> {
                flash.addFlashAttribute("flash", "order.flash.submitted");
                yield new ModelAndView("redirect:/orders/" + done.body().get("id"));
            }
            case Reply.Refused refused -> {
                TypedForm form = ofDraft(draft);
                refuse(form, refused.problem(), locale);
                yield form(
                        form,
                        null,
                        null,
                        model,
                        HttpStatusCode.valueOf(refused.problem().status()));
            }
            case Reply.Unavailable() -> {
                flash.addFlashAttribute("refusal", messages.getMessage("error.unavailable", null, locale));
                yield new ModelAndView("redirect:/orders/new?draft=" + draft);
            }
        };
    }

    @GetMapping("/orders/drafts")
    String drafts(Viewer viewer, Model model) {
        viewer.ownTenant();
        Reply.Done done = desk.drafts().done().orElse(null);
        model.addAttribute("answers", done != null);
        model.addAttribute(
                "drafts", Said.items(done == null ? null : done.body().get("items")));
        return "order-drafts";
    }

    @PostMapping("/orders/drafts/{id}/delete")
    String deleteDraft(Viewer viewer, @PathVariable("id") String id, Locale locale, RedirectAttributes flash) {
        viewer.ownTenant();
        if (desk.deleteDraft(Viewer.id(id)) instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "drafts.flash.deleted");
        } else {
            flash.addFlashAttribute("refusal", messages.getMessage("error.unexpected", null, locale));
        }
        return "redirect:/orders/drafts";
    }

    private TypedForm ofDraft(UUID id) {
        Reply reply = desk.draft(id);
        if (!(reply instanceof Reply.Done done)) {
            throw new NotHereException();
        }
        Map<String, Object> order = new LinkedHashMap<>();
        if (done.body().get("order") instanceof Map<?, ?> body) {
            body.forEach((name, value) -> order.put(String.valueOf(name), value));
        }
        TypedForm form = OrderForm.of(order);
        form.put("draft", id.toString());
        if (!Said.yes(order.get("emergencyCallingTermsAccepted"))) {
            form.forget("emergencyCallingTermsAccepted");
        }
        if (Said.yes(done.body().get("hasPasscode"))) {
            form.put("passcodeKept", "true");
        }
        return form;
    }

    /** Which of the numbers typed so far can be ported, and what is wrong with the others: a part of the form. */
    @PostMapping("/orders/new/portability")
    String portability(Viewer viewer, @RequestParam Map<String, String> typed, Model model) {
        viewer.ownTenant();
        model.addAttribute("portability", Portability.of(new TypedForm(typed), desk));
        return "order-form :: portability";
    }

    /** The dates that the chosen carrier may be asked for: a part of the form. */
    @PostMapping("/orders/new/dates")
    String dates(Viewer viewer, @RequestParam Map<String, String> typed, Model model) {
        viewer.ownTenant();
        TypedForm form = new TypedForm(typed);
        compose(form);
        model.addAttribute("form", form);
        model.addAttribute("dates", possible(form));
        return "order-form :: dates";
    }

    /** A letter to sign, filled in with what was typed so far. */
    @PostMapping("/orders/new/letter")
    ResponseEntity<byte[]> letter(Viewer viewer, @RequestParam Map<String, String> typed, Locale locale) {
        viewer.ownTenant();
        TypedForm form = new TypedForm(typed);
        compose(form);
        form.forget("passcode");
        byte[] pdf = desk.letter(OrderForm.json(form), locale.getLanguage())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename("letter-of-authorization.pdf")
                                .build()
                                .toString())
                .cacheControl(CacheControl.noStore())
                .body(pdf);
    }

    private @Nullable Map<String, Object> possible(TypedForm form) {
        if (!form.has("losingCarrierId") || !form.has("country")) {
            return null;
        }
        int count = Math.clamp(form.lines("numbers").size(), 1, 999);
        return desk.dates(form.text("losingCarrierId"), form.text("country"), count)
                .done()
                .map(Reply.Done::body)
                .filter(body -> !Said.items(body.get("items")).isEmpty())
                .orElse(null);
    }

    /** A day and a time of their own become what order-service takes. */
    private static void compose(TypedForm form) {
        if (form.has("portDay")) {
            form.put(
                    "requestedPortDate",
                    form.text("portDay") + "T" + (form.has("portTime") ? form.text("portTime") : "10:00"));
        }
    }

    @GetMapping("/orders/{id}/edit")
    ModelAndView edit(
            Viewer viewer,
            @PathVariable("id") String id,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash,
            Locale locale) {
        OrderState order = own(viewer, id);
        Reply.Done details = desk.find(order.id()).done().orElse(null);
        if (details == null || !OrderPages.mayEdit(details.body())) {
            // Without the account there is nothing to edit; the order's page shows what is known all the same.
            OrderPages.keepWhatWasSaid(request, flash);
            return new ModelAndView("redirect:/orders/" + order.id());
        }
        Instant now = clock.instant();
        Set<OrderAction> actions = OrderPages.actions(order, details.body(), desk.permissions(), now);
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
        model.addAttribute("dates", possible(form));
        model.addAttribute("guide", OrderGuide.of(form));
        model.addAttribute("portability", form.isChosen("action", "check") ? Portability.of(form, desk) : null);
        model.addAttribute(
                "countries", Arrays.stream(Country.values()).map(Country::code).toList());
        model.addAttribute("languagesSpoken", List.of("en", "fr", "ja"));
        return new ModelAndView("order-form", model.asMap(), status);
    }

    /** Files become what is typed: a browser cannot be given a file back, but numbers and an uploaded document can. */
    private void take(TypedForm form, @Nullable MultipartFile numbers, @Nullable MultipartFile loa, Locale locale) {
        compose(form);
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
        String name = loa.getOriginalFilename() == null ? "loa.pdf" : loa.getOriginalFilename();
        switch (desk.upload(name, loa.getResource())) {
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
