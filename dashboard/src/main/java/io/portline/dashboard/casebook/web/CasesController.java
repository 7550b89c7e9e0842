package io.portline.dashboard.casebook.web;

import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.casebook.CaseEvent;
import io.portline.dashboard.casebook.CasePage;
import io.portline.dashboard.casebook.CasePosition;
import io.portline.dashboard.casebook.CaseState;
import io.portline.dashboard.casebook.QueuePage;
import io.portline.dashboard.casebook.QueuePosition;
import io.portline.dashboard.casebook.client.CaseDesk;
import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.page.web.Download;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import io.portline.numbering.Country;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
    private static final String NO_CLOCK = "none";
    private static final int MOST_DELIVERIES = 50;

    /** What may be posted behind a case, and the fields that go with it. */
    private static final Map<String, Set<String>> ACTIONS = Map.of(
            "comments", Set.of("text"),
            "resolve", Set.of("text", "code"),
            "cancel", Set.of("reason", "words"),
            "take", Set.of(),
            "assign", Set.of("agent"),
            "ask", Set.of("text"),
            "rating", Set.of("stars", "words"),
            "notes", Set.of("text"));

    private static final Set<String> EXPORTED = Set.of("open", "closed", "all");
    private static final int MOST_DOCUMENTS = 10;

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
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "after", required = false) @Nullable String after,
            Model model) {
        CaseBook.Openness openness = switch (state) {
            case "closed" -> CaseBook.Openness.CLOSED;
            case "all" -> CaseBook.Openness.ALL;
            default -> CaseBook.Openness.OPEN;
        };
        boolean onlyMine = view.equals("mine");
        Optional<List<UUID>> mine = onlyMine ? desk.mine(openness.name().toLowerCase(Locale.ROOT)) : Optional.empty();
        CasePosition position = position(after);
        CasePage page = book.page(
                viewer.ownTenant(), openness, text.isBlank() ? null : text.strip(), mine.orElse(null), position, PAGE);
        model.addAttribute("cases", page.cases());
        model.addAttribute("zones", CaseZones.INSTANCE);
        model.addAttribute("mineUnknown", onlyMine && mine.isEmpty());
        model.addAttribute("view", onlyMine ? "mine" : "company");
        model.addAttribute("q", text);
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
    String queue(
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "country", defaultValue = "") String country,
            @RequestParam(name = "after", required = false) @Nullable String after,
            Model model) {
        QueuePosition position = queuePosition(after);
        QueuePage page =
                book.queue(text.isBlank() ? null : text.strip(), country.isBlank() ? null : country, position, QUEUE);
        model.addAttribute("cases", page.cases());
        model.addAttribute("after", position == null ? null : after);
        model.addAttribute("next", page.next() == null ? null : cursor(page.next()));
        model.addAttribute("q", text);
        model.addAttribute("country", country);
        model.addAttribute(
                "countries", Arrays.stream(Country.values()).map(Country::code).toList());
        model.addAttribute("zones", CaseZones.INSTANCE);
        return "desk";
    }

    /** All cases of a view as a file; case-service writes it and keeps formulas out of it. */
    @GetMapping("/cases/export")
    void export(
            Viewer viewer,
            @RequestParam(name = "view", defaultValue = "company") String view,
            @RequestParam(name = "state", defaultValue = "all") String state,
            @RequestParam(name = "q", defaultValue = "") String text,
            HttpServletResponse response)
            throws IOException {
        if (viewer.tenantId() == null && !viewer.isDeskAgent()) {
            throw new NotHereException();
        }
        String which = viewer.tenantId() == null ? "queue" : view.equals("mine") ? "mine" : "company";
        boolean done = desk.export(which, EXPORTED.contains(state) ? state : "all", text.strip(), _ -> {
            response.setContentType("text/csv");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader("Content-Disposition", "attachment; filename=\"cases.csv\"");
            response.setHeader("Cache-Control", "private, no-store");
            try {
                return response.getOutputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (!done && !response.isCommitted()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
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
            @RequestParam(name = "documents", required = false) @Nullable List<MultipartFile> documents,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        CaseState found = find(viewer, Viewer.id(id)).orElseThrow(NotHereException::new);
        Set<String> fields = ACTIONS.get(action);
        if (fields == null) {
            throw new NotHereException();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        fields.forEach(field -> {
            String value = typed.getOrDefault(field, "").strip();
            if (!value.isEmpty()) {
                body.put(field, field.equals("stars") && value.matches("[1-5]") ? Integer.valueOf(value) : value);
            }
        });
        Reply reply = action.equals("comments") ? upload(documents, body) : new Reply.Done(Map.of(), null);
        if (reply instanceof Reply.Done) {
            reply = desk.send(found.id(), action, body, UUID.randomUUID().toString());
        }
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

    /** Uploads what goes with a comment; the first refusal ends it. */
    private Reply upload(@Nullable List<MultipartFile> documents, Map<String, Object> body) {
        List<String> ids = new ArrayList<>();
        for (MultipartFile document : documents == null ? List.<MultipartFile>of() : documents) {
            if (document.isEmpty() || ids.size() >= MOST_DOCUMENTS) {
                continue;
            }
            String name = document.getOriginalFilename() == null ? "document" : document.getOriginalFilename();
            Reply reply = desk.upload(name, document.getResource());
            if (!(reply instanceof Reply.Done done)) {
                return reply;
            }
            ids.add(String.valueOf(done.body().get("id")));
        }
        if (!ids.isEmpty()) {
            body.put("documentIds", ids);
        }
        return new Reply.Done(Map.of(), null);
    }

    /** A document of a case, always as a download. */
    @GetMapping("/cases/{id}/documents/{document}")
    void document(
            Viewer viewer,
            @PathVariable("id") String id,
            @PathVariable("document") String document,
            HttpServletResponse response) {
        CaseState found = find(viewer, Viewer.id(id)).orElseThrow(NotHereException::new);
        UUID documentId = Viewer.id(document);
        String name = book.timeline(found.tenantId(), found.id()).stream()
                .flatMap(event -> event.documents().stream())
                .filter(known -> known.id().equals(documentId))
                .map(CaseEvent.Document::name)
                .findFirst()
                .orElse("document");
        if (!desk.document(
                found.id(), documentId, Download.as(name, MediaType.APPLICATION_OCTET_STREAM_VALUE, response))) {
            throw new NotHereException();
        }
    }

    /** The desk has looked at a document that the scan held back, and lets it be fetched. */
    @PostMapping("/cases/{id}/documents/{document}/release")
    ModelAndView release(
            Viewer viewer,
            @PathVariable("id") String id,
            @PathVariable("document") String document,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        if (!viewer.isDeskAgent()) {
            throw new NotHereException();
        }
        CaseState found = find(viewer, Viewer.id(id)).orElseThrow(NotHereException::new);
        Reply reply = desk.release(found.id(), Viewer.id(document));
        if (reply instanceof Reply.Done) {
            flash.addFlashAttribute("flash", "case.flash.released");
            return new ModelAndView("redirect:/cases/" + found.id());
        }
        String fault = messages.getMessage("error.unavailable", null, locale);
        HttpStatusCode status = HttpStatus.SERVICE_UNAVAILABLE;
        if (reply instanceof Reply.Refused(Problem problem)) {
            fault = why(problem, locale);
            status = HttpStatusCode.valueOf(problem.status());
        }
        return page(viewer, found.id(), fault, "release", "", model, status);
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
        model.addAttribute(
                "notes",
                viewer.isDeskAgent()
                        ? desk.notes(id)
                                .done()
                                .map(done -> Said.items(done.body().get("items")))
                                .orElse(null)
                        : null);
        model.addAttribute(
                "agents",
                viewer.isDeskAgent()
                                && details.map(body ->
                                                Said.texts(body.get("actions")).contains("ASSIGN"))
                                        .orElse(false)
                        ? desk.agents()
                                .done()
                                .map(done -> Said.items(done.body().get("items")))
                                .orElse(List.of())
                        : List.of());
        model.addAttribute("heldBack", heldBack(details.orElse(Map.of())));
        Map<String, String> numbers = new LinkedHashMap<>();
        Said.items(details.map(body -> body.get("linkedOrders")).orElse(null))
                .forEach(order -> numbers.put(Said.text(order.get("id")), Said.text(order.get("number"))));
        model.addAttribute("numbersOf", numbers);
        model.addAttribute("cancelReasons", CANCEL_REASONS);
        model.addAttribute("fault", fault);
        model.addAttribute("faultyAction", faultyAction);
        model.addAttribute("words", words);
        return new ModelAndView("case", model.asMap(), status);
    }

    /** The ids of documents that nobody can fetch until the desk releases them. */
    private static Set<String> heldBack(Map<String, Object> details) {
        Set<String> ids = new HashSet<>();
        if (details.get("timeline") instanceof Map<?, ?> timeline) {
            Said.items(timeline.get("items"))
                    .forEach(entry -> Said.items(entry.get("documents")).stream()
                            .filter(document -> Said.yes(document.get("quarantined")))
                            .forEach(document -> ids.add(Said.text(document.get("id")))));
        }
        return ids;
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

    private static String cursor(QueuePosition position) {
        return (position.dueBy() == null ? NO_CLOCK : position.dueBy().toString()) + "_" + position.id();
    }

    private static @Nullable QueuePosition queuePosition(@Nullable String cursor) {
        int cut = cursor == null ? -1 : cursor.indexOf('_');
        if (cursor == null || cut < 0) {
            return null;
        }
        try {
            String dueBy = cursor.substring(0, cut);
            return new QueuePosition(
                    dueBy.equals(NO_CLOCK) ? null : Instant.parse(dueBy), Viewer.id(cursor.substring(cut + 1)));
        } catch (DateTimeException e) {
            return null;
        }
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
