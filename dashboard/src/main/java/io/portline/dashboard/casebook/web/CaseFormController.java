package io.portline.dashboard.casebook.web;

import io.portline.dashboard.casebook.client.CaseDesk;
import io.portline.dashboard.form.TypedForm;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** New cases. Without a script all fields are shown; those of other types are left out when it is sent. */
@Controller
class CaseFormController {

    private final CaseDesk desk;
    private final MessageSource messages;

    CaseFormController(CaseDesk desk, MessageSource messages) {
        this.desk = desk;
        this.messages = messages;
    }

    @GetMapping("/cases/new")
    ModelAndView fresh(Viewer viewer, Model model) {
        TypedForm form = new TypedForm(Map.of("category", "NEW_REQUEST"));
        if (viewer.tenantCountry() != null) {
            form.put("country", viewer.tenantCountry());
        }
        return form(form, model, HttpStatus.OK);
    }

    @PostMapping("/cases/new")
    ModelAndView open(
            Viewer viewer,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "loa", required = false) @Nullable MultipartFile loa,
            @RequestParam(name = "documents", required = false) @Nullable List<MultipartFile> documents,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        viewer.ownTenant();
        TypedForm form = new TypedForm(typed);
        upload(loa, "/fields/loaDocumentId", form, locale).ifPresent(id -> {
            form.put("loaDocumentId", id);
            form.put("loaName", name(loa));
        });
        for (MultipartFile document : documents == null ? List.<MultipartFile>of() : documents) {
            upload(document, "/documentIds", form, locale)
                    .ifPresent(id -> form.put(
                            "documentsSent", (form.value("documentsSent") + "\n" + id + " " + name(document)).strip()));
        }
        if (form.isFaulty()) {
            return form(form, model, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        String key = typed.getOrDefault("key", "");
        Reply reply = desk.open(
                CaseForm.json(form),
                key.matches("[0-9a-f-]{36}") ? key : UUID.randomUUID().toString());
        return switch (reply) {
            case Reply.Done done -> {
                flash.addFlashAttribute("flash", "case.flash.opened");
                yield new ModelAndView("redirect:/cases/" + done.body().get("id"));
            }
            case Reply.Refused(Problem problem) -> {
                for (Problem.Fault fault : problem.faults()) {
                    form.fault(fault.pointer(), fault.text());
                }
                if (problem.faults().isEmpty()) {
                    String words = problem.words();
                    form.fault("", words != null ? words : messages.getMessage("error.unexpected", null, locale));
                }
                yield form(form, model, HttpStatusCode.valueOf(problem.status()));
            }
            case Reply.Unavailable() -> {
                form.fault("", messages.getMessage("error.unavailable", null, locale));
                yield form(form, model, HttpStatus.SERVICE_UNAVAILABLE);
            }
        };
    }

    private Optional<String> upload(@Nullable MultipartFile file, String pointer, TypedForm form, Locale locale) {
        if (file == null || file.isEmpty()) {
            return Optional.empty();
        }
        return switch (desk.upload(name(file), file.getResource())) {
            case Reply.Done done -> Optional.of(String.valueOf(done.body().get("id")));
            case Reply.Refused(Problem problem) -> {
                String why = problem.faults().isEmpty()
                        ? problem.words()
                        : problem.faults().getFirst().text();
                form.fault(pointer, name(file) + ": " + (why == null ? "" : why));
                yield Optional.empty();
            }
            case Reply.Unavailable() -> {
                form.fault(pointer, messages.getMessage("error.unavailable", null, locale));
                yield Optional.empty();
            }
        };
    }

    private static String name(@Nullable MultipartFile file) {
        return file == null || file.getOriginalFilename() == null ? "document" : file.getOriginalFilename();
    }

    private static ModelAndView form(TypedForm form, Model model, HttpStatusCode status) {
        Map<String, List<String>> zones = new LinkedHashMap<>();
        for (Country country : Country.values()) {
            if (country.hasSeveralZones()) {
                zones.put(
                        country.code(),
                        country.zones().stream().map(ZoneId::getId).toList());
            }
        }
        int contacts = 0;
        for (int i = 0; i < CaseForm.MOST_CONTACTS; i++) {
            if (form.has("contact" + i + ".email") || form.has("contact" + i + ".name")) {
                contacts = i + 1;
            }
        }
        model.addAttribute("form", form);
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("others", form.otherFaults(CaseForm.POINTERS));
        model.addAttribute("types", CaseForm.TYPES);
        model.addAttribute("fields", CaseForm.FIELDS);
        model.addAttribute("zones", zones);
        model.addAttribute(
                "countries", Arrays.stream(Country.values()).map(Country::code).toList());
        model.addAttribute("contactRows", Math.min(CaseForm.MOST_CONTACTS, Math.max(2, contacts + 1)));
        return new ModelAndView("case-form", model.asMap(), status);
    }
}
