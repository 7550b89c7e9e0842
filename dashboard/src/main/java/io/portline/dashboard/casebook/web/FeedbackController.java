package io.portline.dashboard.casebook.web;

import io.portline.dashboard.casebook.client.CaseDesk;
import io.portline.dashboard.form.TypedForm;
import io.portline.dashboard.page.web.Refusals;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What tenants think of the desk in general: they say it, and the desk reads it. */
@Controller
class FeedbackController {

    private static final int PAGE = 50;
    private static final List<String> FIELDS = List.of("/words", "/stars");

    private final CaseDesk desk;
    private final Refusals refusals;

    FeedbackController(CaseDesk desk, Refusals refusals) {
        this.desk = desk;
        this.refusals = refusals;
    }

    @GetMapping("/feedback")
    ModelAndView form(Viewer viewer, Model model) {
        viewer.ownTenant();
        return form(new TypedForm(Map.of("key", UUID.randomUUID().toString())), model, HttpStatus.OK);
    }

    @PostMapping("/feedback")
    ModelAndView give(Viewer viewer, @RequestParam Map<String, String> typed, Model model, RedirectAttributes flash) {
        viewer.ownTenant();
        TypedForm form = new TypedForm(typed);
        Map<String, Object> body = new LinkedHashMap<>();
        if (form.text("stars").matches("[1-5]")) {
            body.put("stars", Integer.valueOf(form.text("stars")));
        }
        if (form.has("words")) {
            body.put("words", form.text("words"));
        }
        Reply reply = desk.giveFeedback(
                body, form.has("key") ? form.text("key") : UUID.randomUUID().toString());
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "feedback.flash.given");
            return new ModelAndView("redirect:/cases");
        }
        if (reply instanceof Reply.Refused(Problem problem) && !problem.faults().isEmpty()) {
            problem.faults().forEach(fault -> form.fault(fault.pointer(), fault.text()));
        } else {
            form.fault("", refusals.why(reply));
        }
        // What was refused may be said again in other words, which is another message.
        form.put("key", UUID.randomUUID().toString());
        return form(form, model, refusals.status(reply));
    }

    @GetMapping("/desk/feedback")
    String read(@RequestParam(name = "after", defaultValue = "") String after, Model model) {
        Map<String, Object> answer =
                desk.feedback(after, PAGE).done().map(Reply.Done::body).orElse(null);
        model.addAttribute("answers", answer != null);
        model.addAttribute("feedback", answer == null ? List.of() : Said.items(answer.get("items")));
        model.addAttribute("next", answer == null ? null : answer.get("next"));
        model.addAttribute("first", after.isEmpty());
        return "desk-feedback";
    }

    private static ModelAndView form(TypedForm form, Model model, HttpStatusCode status) {
        model.addAttribute("form", form);
        model.addAttribute("others", form.otherFaults(FIELDS));
        return new ModelAndView("feedback", model.asMap(), status);
    }
}
