package io.portline.dashboard.casebook.web;

import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.casebook.CaseEvent;
import io.portline.dashboard.casebook.CasePage;
import io.portline.dashboard.casebook.CasePosition;
import io.portline.dashboard.casebook.CaseState;
import io.portline.dashboard.casebook.client.CaseDesk;
import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A tenant's cases, one case, and the desk's queue. */
@Controller
class CasesController {

    private static final int PAGE = 25;
    private static final int QUEUE = 100;
    private static final int MOST_DELIVERIES = 50;

    /** What may be posted behind a case, and the fields that go with it. */
    private static final Map<String, Set<String>> ACTIONS = Map.of(
            "comments", Set.of("text"),
            "resolve", Set.of("text", "code"),
            "cancel", Set.of("reason", "words"),
            "take", Set.of(),
            "ask", Set.of("text"));

    private static final List<String> CANCEL_REASONS =
            List.of("NO_LONGER_NEEDED", "OPENED_BY_MISTAKE", "DUPLICATE", "WRONG_DETAILS", "SOLVED_ELSEWHERE", "OTHER");

    private final CaseBook book;
    private final CaseDesk desk;
    private final Deliveries deliveries;
    private final MessageSource messages;

    CasesController(CaseBook book, CaseDesk desk, Deliveries deliveries, MessageSource messages) {
        this.book = book;
        this.desk = desk;
        this.deliveries = deliveries;
        this.messages = messages;
    }

    @GetMapping("/cases")
    String cases(
            Viewer viewer,
            @RequestParam(name = "view", defaultValue = "company") String view,
            @RequestParam(name = "state", defaultValue = "open") String state,
            @RequestParam(name = "after", required = false) @Nullable String after,
            Model model) {
        CaseBook.Openness openness = switch (state) {
            case "closed" -> CaseBook.Openness.CLOSED;
            case "all" -> CaseBook.Openness.ALL;
            default -> CaseBook.Openness.OPEN;
        };
        boolean onlyMine = view.equals("mine");
        Optional<List<UUID>> mine = onlyMine ? desk.mine() : Optional.empty();
        CasePosition position = position(after);
        CasePage page = book.page(viewer.ownTenant(), openness, mine.orElse(null), position, PAGE);
        model.addAttribute("cases", page.cases());
        model.addAttribute("zones", CaseZones.INSTANCE);
        model.addAttribute("mineUnknown", onlyMine && mine.isEmpty());
        model.addAttribute("view", onlyMine ? "mine" : "company");
        model.addAttribute("state", openness.name().toLowerCase(Locale.ROOT));
        model.addAttribute(
                "next",
                page.next() == null
                        ? null
                        : page.next().openedAt() + "_" + page.next().id());
        model.addAttribute("first", position == null);
        return "cases";
    }

    @GetMapping("/desk")
    String queue(Model model) {
        model.addAttribute("cases", book.queue(QUEUE));
        model.addAttribute("zones", CaseZones.INSTANCE);
        return "desk";
    }

    @GetMapping("/cases/{id}")
    ModelAndView show(Viewer viewer, @PathVariable("id") String id, Model model) {
        return page(viewer, Viewer.id(id), null, "", "", model, HttpStatus.OK);
    }

    @PostMapping("/cases/{id}/{action}")
    ModelAndView act(
            Viewer viewer,
            @PathVariable("id") String id,
            @PathVariable("action") String action,
            @RequestParam Map<String, String> typed,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        CaseState found = find(viewer, Viewer.id(id)).orElseThrow(NotHereException::new);
        Set<String> fields = ACTIONS.get(action);
        if (fields == null) {
            throw new NotHereException();
        }
        Map<String, String> body = new LinkedHashMap<>();
        fields.forEach(field -> {
            String value = typed.getOrDefault(field, "").strip();
            if (!value.isEmpty()) {
                body.put(field, value);
            }
        });
        Reply reply = desk.act(found.id(), action, body, UUID.randomUUID().toString());
        return switch (reply) {
            case Reply.Done _ -> {
                flash.addFlashAttribute("flash", "case.flash.done");
                yield new ModelAndView("redirect:/cases/" + found.id());
            }
            case Reply.Refused(Problem problem) ->
                page(
                        viewer,
                        found.id(),
                        why(problem, locale),
                        action,
                        typed.getOrDefault("text", typed.getOrDefault("words", "")),
                        model,
                        HttpStatusCode.valueOf(problem.status()));
            case Reply.Unavailable() ->
                page(
                        viewer,
                        found.id(),
                        messages.getMessage("error.unavailable", null, locale),
                        action,
                        typed.getOrDefault("text", typed.getOrDefault("words", "")),
                        model,
                        HttpStatus.SERVICE_UNAVAILABLE);
        };
    }

    /** A document of a case, always as a download. */
    @GetMapping("/cases/{id}/documents/{document}")
    ResponseEntity<byte[]> document(
            Viewer viewer, @PathVariable("id") String id, @PathVariable("document") String document) {
        CaseState found = find(viewer, Viewer.id(id)).orElseThrow(NotHereException::new);
        UUID documentId = Viewer.id(document);
        String name = book.timeline(found.tenantId(), found.id()).stream()
                .flatMap(event -> event.documents().stream())
                .filter(known -> known.id().equals(documentId))
                .map(CaseEvent.Document::name)
                .findFirst()
                .orElse("document");
        byte[] content = desk.document(found.id(), documentId).orElseThrow(NotHereException::new);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .cacheControl(CacheControl.noStore())
                .body(content);
    }

    private ModelAndView page(
            Viewer viewer,
            UUID id,
            @Nullable String fault,
            String faultyAction,
            String words,
            Model model,
            HttpStatusCode status) {
        Optional<CaseState> known = find(viewer, id);
        Optional<Map<String, Object>> details = desk.find(id).done().map(Reply.Done::body);
        if (known.isEmpty()) {
            // Just opened, and its event is on the way; or no case of this viewer.
            Map<String, Object> opened = details.orElseThrow(NotHereException::new);
            model.addAttribute("caseId", id);
            model.addAttribute("number", opened.get("number"));
            model.addAttribute("title", opened.get("title"));
            return new ModelAndView("case-arriving", model.asMap(), status);
        }
        CaseState found = known.get();
        model.addAttribute("case", found);
        model.addAttribute("zone", CaseZones.INSTANCE.of(found));
        model.addAttribute("timeline", book.timeline(found.tenantId(), found.id()));
        model.addAttribute("deliveries", deliveries.about(found.tenantId(), found.id(), MOST_DELIVERIES));
        model.addAttribute("details", details.orElse(null));
        model.addAttribute(
                "actions",
                details.map(body -> body.get("actions") instanceof List<?> named
                                ? named.stream().map(String::valueOf).toList()
                                : List.of())
                        .orElse(List.of()));
        model.addAttribute("cancelReasons", CANCEL_REASONS);
        model.addAttribute("fault", fault);
        model.addAttribute("faultyAction", faultyAction);
        model.addAttribute("words", words);
        return new ModelAndView("case", model.asMap(), status);
    }

    private Optional<CaseState> find(Viewer viewer, UUID id) {
        if (viewer.tenantId() != null) {
            return book.find(viewer.tenantId(), id);
        }
        return viewer.isDeskAgent() ? book.findOfAnyTenant(id) : Optional.empty();
    }

    private String why(Problem problem, Locale locale) {
        if (!problem.faults().isEmpty()) {
            return problem.faults().getFirst().text();
        }
        String words = problem.words();
        return words != null ? words : messages.getMessage("error.unexpected", null, locale);
    }

    private static @Nullable CasePosition position(@Nullable String cursor) {
        int cut = cursor == null ? -1 : cursor.indexOf('_');
        if (cursor == null || cut < 0) {
            return null;
        }
        try {
            return new CasePosition(Instant.parse(cursor.substring(0, cut)), Viewer.id(cursor.substring(cut + 1)));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
