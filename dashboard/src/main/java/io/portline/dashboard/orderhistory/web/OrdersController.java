package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.orderhistory.OrderAction;
import io.portline.dashboard.orderhistory.OrderFilter;
import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.dashboard.orderhistory.OrderPage;
import io.portline.dashboard.orderhistory.OrderPosition;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.dashboard.orderhistory.OrderStatus;
import io.portline.dashboard.orderhistory.OrderSummary;
import io.portline.dashboard.orderhistory.PermissionTable;
import io.portline.dashboard.orderhistory.client.OrderDesk;
import io.portline.dashboard.page.web.Download;
import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import io.portline.numbering.Country;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The order history and one order. */
@Controller
class OrdersController {

    private static final int PAGE = 25;
    private static final int MOST_ROWS = 50;

    private final OrderHistory history;
    private final OrderPages pages;
    private final OrderDesk desk;
    private final Clock clock;

    OrdersController(OrderHistory history, OrderPages pages, OrderDesk desk, Clock clock) {
        this.history = history;
        this.pages = pages;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/orders")
    String orders(
            Viewer viewer,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "country", required = false) @Nullable String country,
            @RequestParam(name = "q", required = false) @Nullable String text,
            @RequestParam(name = "after", required = false) @Nullable String after,
            Model model) {
        OrderFilter filter = filter(status, country, text);
        OrderPosition position = OrderCursor.read(after);
        OrderPage page = history.page(viewer.ownTenant(), filter, position, PAGE);
        PermissionTable table = desk.permissions();
        model.addAttribute("rows", rows(page.orders(), table, null));
        model.addAttribute("filter", filter);
        model.addAttribute(
                "statuses",
                Arrays.stream(OrderStatus.values())
                        .filter(s -> s != OrderStatus.UNKNOWN)
                        .toList());
        model.addAttribute(
                "countries", Arrays.stream(Country.values()).map(Country::code).toList());
        model.addAttribute("actionsKnown", table.known());
        model.addAttribute("query", OrderCursor.query(filter));
        model.addAttribute("next", page.next() == null ? null : OrderCursor.write(page.next()));
        model.addAttribute("first", position == null);
        return "orders";
    }

    /** The rows of these orders as they are now, for a page that is open. */
    @GetMapping("/orders/rows")
    String rows(
            Viewer viewer,
            @RequestParam("ids") List<String> ids,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "country", required = false) @Nullable String country,
            @RequestParam(name = "q", required = false) @Nullable String text,
            Model model) {
        Set<UUID> asked = new HashSet<>();
        ids.stream().limit(MOST_ROWS).forEach(id -> asked.add(Viewer.id(id)));
        List<OrderSummary> found = history.summaries(viewer.ownTenant(), asked);
        Collection<UUID> matching = history.matching(viewer.ownTenant(), filter(status, country, text), asked);
        model.addAttribute("rows", rows(found, desk.permissions(), matching));
        return "orders :: rows";
    }

    @GetMapping("/orders/{id}")
    String order(
            Viewer viewer,
            @PathVariable("id") String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String refresh,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        UUID orderId = Viewer.id(id);
        Optional<OrderState> found = find(viewer, orderId);
        if (found.isEmpty()) {
            // Just submitted, and its event is on the way; or no order of this tenant.
            Reply.Done done = viewer.isTenantAdmin() ? desk.find(orderId).done().orElse(null) : null;
            if (done == null) {
                throw new NotHereException();
            }
            model.addAttribute("orderId", orderId);
            model.addAttribute("number", done.body().get("number"));
            model.addAttribute("name", done.body().get("name"));
            return "order-arriving";
        }
        OrderState order = found.get();
        Instant now = clock.instant();
        PermissionTable table = desk.permissions();
        Optional<Map<String, Object>> details =
                viewer.isTenantAdmin() ? desk.find(orderId).done().map(Reply.Done::body) : Optional.empty();
        Set<OrderAction> actions = viewer.isTenantAdmin()
                ? OrderPages.actions(order, details.orElse(null), table, now)
                : Set.of(OrderAction.VIEW);
        // A page that is open stays what it is, and says what happened and where to go on. Only order-service knows
        // whether there is still something to edit: of an order just submitted again the event may be on the way.
        if (refresh == null && !actions.contains(OrderAction.VIEW) && OrderPages.mayEdit(details.orElse(null))) {
            OrderPages.keepWhatWasSaid(request, flash);
            return "redirect:/orders/" + order.id() + "/edit";
        }
        pages.fill(model, order, actions, now);
        model.addAttribute("actionsKnown", table.known() || details.isPresent());
        model.addAttribute("details", details.orElse(null));
        boolean open = order.status() != OrderStatus.COMPLETED && order.status() != OrderStatus.CANCELLED;
        model.addAttribute("contributable", open && (viewer.isTenantAdmin() || viewer.isDeskAgent()));
        model.addAttribute(
                "papers",
                desk.documents(orderId)
                        .done()
                        .map(done -> Said.items(done.body().get("items")))
                        .orElse(null));
        model.addAttribute("comments", comments(orderId));
        return "order";
    }

    /** What was said about the order; the topics do not carry it. */
    private List<Map<String, Object>> comments(UUID id) {
        return desk.timeline(id)
                .done()
                .map(done -> Said.items(done.body().get("items")).stream()
                        .filter(entry -> "COMMENTED".equals(entry.get("change")) && entry.get("note") != null)
                        .toList())
                .orElse(List.of());
    }

    /** All orders of a filter as a file; order-service writes it and keeps formulas out of it. */
    @GetMapping("/orders/export")
    void export(
            Viewer viewer,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "country", required = false) @Nullable String country,
            @RequestParam(name = "q", required = false) @Nullable String text,
            HttpServletResponse response)
            throws IOException {
        viewer.ownTenant();
        OrderFilter filter = filter(status, country, text);
        Map<String, String> asked = new LinkedHashMap<>();
        if (filter.status() != null) {
            asked.put("status", filter.status().name());
        }
        if (filter.country() != null) {
            asked.put("country", filter.country());
        }
        if (filter.text() != null) {
            boolean telephone = filter.text().replaceAll("[\\s().\\-/]", "").matches("\\+?\\d{4,15}");
            asked.put(
                    telephone ? "number" : "q",
                    telephone ? filter.text().replaceAll("[\\s().\\-/]", "") : filter.text());
        }
        boolean done = desk.export(asked, _ -> {
            response.setContentType("text/csv");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader("Content-Disposition", "attachment; filename=\"port-orders.csv\"");
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

    /** The letter of authorization, through order-service, which knows whose it is. */
    @GetMapping("/orders/{id}/documents/{document}")
    void document(
            Viewer viewer,
            @PathVariable("id") String id,
            @PathVariable("document") String document,
            HttpServletResponse response) {
        if (find(viewer, Viewer.id(id)).isEmpty()) {
            throw new NotHereException();
        }
        String name = name(Viewer.id(id), document);
        if (!desk.document(
                Viewer.id(document), Download.as(name, MediaType.APPLICATION_OCTET_STREAM_VALUE, response))) {
            throw new NotHereException();
        }
    }

    private String name(UUID order, String document) {
        return desk.documents(order)
                .done()
                .flatMap(done -> Said.items(done.body().get("items")).stream()
                        .filter(paper -> document.equals(paper.get("id")))
                        .map(paper -> Said.text(paper.get("name")))
                        .findFirst())
                .orElse("letter-of-authorization.pdf");
    }

    private Optional<OrderState> find(Viewer viewer, UUID id) {
        if (viewer.tenantId() != null) {
            return history.find(viewer.tenantId(), id);
        }
        return viewer.isDeskAgent() ? history.findLinkedWithCase(id) : Optional.empty();
    }

    private List<OrderRow> rows(List<OrderSummary> orders, PermissionTable table, @Nullable Collection<UUID> matching) {
        Instant now = clock.instant();
        return orders.stream()
                .map(order -> OrderRow.of(order, table, now, matching == null || matching.contains(order.id())))
                .toList();
    }

    private static OrderFilter filter(@Nullable String status, @Nullable String country, @Nullable String text) {
        OrderStatus known = Arrays.stream(OrderStatus.values())
                .filter(value -> value.name().equals(status))
                .findFirst()
                .orElse(null);
        return new OrderFilter(
                known,
                country == null || country.isBlank() ? null : country,
                text == null || text.isBlank() ? null : text.strip());
    }
}
