package io.portline.dashboard;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import io.portline.schemas.PortOrderStatusEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every page in a real browser, with something on it: nothing that axe finds, nothing that the content security policy
 * stops, nothing wider than a phone. With {@code -Dportline.screenshots=<folder>} it leaves a picture of each.
 */
@Tag("browser")
@EnabledIf("chromiumIsThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInABrowserTest extends DashboardTest {

    private static final Path CHROMIUM =
            Path.of(System.getenv().getOrDefault("PORTLINE_CHROMIUM", "/usr/bin/chromium"));

    private static final Map<String, Map<String, String>> PAGES = pages();

    @Autowired
    private Publisher publisher;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Playwright playwright;
    private Browser browser;
    private String address;

    static boolean chromiumIsThere() {
        return Files.isExecutable(CHROMIUM);
    }

    @BeforeAll
    void open() {
        address = "http://localhost:" + port;
        OTHERS.reset();
        new DevelopmentSeed(OTHERS, publisher).sow();
        awaitEveryPage();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-gpu")));
    }

    @AfterAll
    void close() {
        browser.close();
        playwright.close();
        OTHERS.reset();
    }

    /** The read model follows the events after a while. */
    private void awaitEveryPage() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            PAGES.forEach((user, pages) -> pages.forEach((_, path) -> await(path)
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> http.send(
                                            HttpRequest.newBuilder(URI.create(address + path
                                                            + (path.contains("?") ? "&" : "?") + "as=" + user))
                                                    .header("Accept", "text/html")
                                                    .build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200)));
        }
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1280", "en-US, 390", "fr-FR, 390", "ja-JP, 1280"})
    void everyPageIsAccessibleInEveryLanguage(String locale, int width) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> user : PAGES.entrySet()) {
            try (BrowserContext context = browser.newContext(
                    new Browser.NewContextOptions().setLocale(locale).setViewportSize(width, 900))) {
                Page page = context.newPage();
                page.onConsoleMessage(message -> {
                    if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                        faults.add(page.url() + " " + message.text());
                    }
                });
                page.navigate(address + "/signed-out?as=" + user.getKey());
                for (Map.Entry<String, String> one : user.getValue().entrySet()) {
                    Response response = page.navigate(address + one.getValue());
                    settle(page);
                    keep(page, one.getKey(), locale, width);
                    String where = locale + " " + width + " " + one.getValue() + " ";
                    if (response == null || response.status() != 200) {
                        faults.add(where + (response == null ? "no answer" : response.status()));
                        continue;
                    }
                    for (Rule rule : violations(page)) {
                        faults.add(where + rule.getId() + ": "
                                + rule.getNodes().getFirst().getHtml());
                    }
                    Object over = page.evaluate(
                            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
                    if (((Number) over).intValue() > 0) {
                        faults.add(where + "is " + over + " px too wide");
                    }
                    if (page.content().contains("??")) {
                        faults.add(where + "has a text that is missing");
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void drawsTheChartsOfOperationsFromTheirTablesAndKeepsThemOverARefresh() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(address + "/operations?range=7d&as=operator");
            assertThat(page.locator("#chart-stock canvas")).isVisible();
            assertThat(page.locator("#table-stock")).isHidden();
            page.evaluate("document.getElementById('chart-stock').dataset.same = 'yes'");
            page.evaluate("document.getElementById('chart-stock').parentElement.dataset.old = 'yes'");

            page.evaluate("window.htmx.trigger('#figures', 'live')");

            assertThat(page.locator("section[data-old]")).hasCount(0);
            assertThat(page.locator("#chart-stock[data-same] canvas")).isVisible();
            assertThat(page.locator("canvas"))
                    .hasCount(page.locator(".chart:not([hidden])").count());
        }
    }

    @Test
    void operationsStaysLiveAndNoLargerWhileThousandsOfEventsArrive() {
        String tenant = "crowd" + UUID.randomUUID();
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(address + "/operations?range=7d&as=operator");
            settle(page);
            int nodes = nodes(page);
            page.evaluate("""
                    window.asked = [];
                    document.body.addEventListener('htmx:beforeRequest', () => window.asked.push(performance.now()))""");

            int events = publishCrowd(tenant, 2_000);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> read(tenant) == events);
            awaitCounts(page);

            // Nothing follows that could bring this one along.
            publisher.publish(Events.submitted(tenant, UUID.randomUUID(), "PO-LAST", "Crowd"));
            await().atMost(Duration.ofMinutes(1)).until(() -> read(tenant) == events + 1);
            awaitCounts(page);

            assertThat((Integer) page.evaluate("window.asked.length")).isPositive();
            assertThat((Boolean)
                            page.evaluate("window.asked.every((at, i, all) => i === 0 || at - all[i - 1] >= 1990)"))
                    .as("never asked twice within two seconds")
                    .isTrue();
            assertThat(nodes(page)).isLessThan(nodes + 500);
        }
    }

    /** Without anybody loading the page again. */
    private void awaitCounts(Page page) {
        List<Long> counts = jdbc.sql("SELECT count(*) FROM port_order WHERE NOT deleted GROUP BY status")
                .query(Long.class)
                .list();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(page.locator(".tiles--counts strong").allTextContents().stream()
                                .map(shown -> Long.valueOf(shown.replace(",", "")))
                                .filter(shown -> shown > 0))
                        .containsExactlyInAnyOrderElementsOf(counts));
    }

    /** Orders of one tenant from submission to approval. */
    private int publishCrowd(String tenant, int orders) {
        int published = 0;
        var foc = Events.moment("Europe/Paris", LocalDateTime.parse("2026-12-03T14:00"));
        for (int first = 0; first < orders; first += 200) {
            List<PortOrderStatusEvent> some = new ArrayList<>();
            for (int order = first; order < first + 200; order++) {
                PortOrderStatusEvent submitted =
                        Events.submitted(tenant, UUID.randomUUID(), "PO-%06d".formatted(order), "Crowd");
                PortOrderStatusEvent contacting = Events.contacting(submitted);
                some.addAll(List.of(submitted, contacting, Events.approved(contacting, foc)));
            }
            publisher.publishTogether(some);
            published += some.size();
        }
        return published;
    }

    private int read(String tenant) {
        return jdbc.sql("SELECT count(*) FROM port_order_event WHERE tenant_id = :tenant")
                .param("tenant", tenant)
                .query(Integer.class)
                .single();
    }

    private static int nodes(Page page) {
        return ((Number) page.evaluate("document.getElementsByTagName('*').length")).intValue();
    }

    @Test
    void showsBadRowsOfAFileInPlaceAndOffersOnlyPossibleDates() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(address + "/orders/new?as=claire");
            page.locator("#f-losingCarrierId").selectOption("fr-hexatel");
            assertThat(page.locator("#f-portDay option")).hasCount(3);

            page.locator("#f-numbersFile")
                    .setInputFiles(new com.microsoft.playwright.options.FilePayload(
                            "numbers.csv",
                            "text/csv",
                            "PhoneNumber\n+33320123456\n+3332012345\n"
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));

            assertThat(page.locator("#f-numbers")).hasValue("+33320123456\n+3332012345");
            assertThat(page.locator(".bad-rows li")).hasCount(1);
            assertThat(page.locator(".bad-rows li")).containsText("+3332012345");
        }
    }

    @Test
    void loadsLessThan300KilobytesForAnyPage() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            long[] bytes = {0};
            page.onResponse(response -> {
                if (!response.url().contains("/live")) {
                    response.finished();
                    bytes[0] += response.request().sizes().responseBodySize;
                }
            });
            page.navigate(address + "/operations?as=operator");
            assertThat(page.locator("#chart-stock canvas")).isVisible();

            assertThat(bytes[0]).isPositive().isLessThan(300_000);
        }
    }

    /** In the page itself and without a report of what passed, both of which took longer than the looking. */
    private static List<Rule> violations(Page page) {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                .setLegacyMode(true)
                .options(options)
                .analyze()
                .getViolations();
    }

    private static void settle(Page page) {
        if (page.locator("[data-charts]").count() > 0) {
            assertThat(page.locator("#chart-stock canvas")).isVisible();
        }
    }

    /** The upper part says enough, and keeps the pictures small. */
    private static void keep(Page page, String name, String locale, int width) throws IOException {
        String folder = System.getProperty("portline.screenshots", "");
        if (folder.isBlank()) {
            return;
        }
        Path directory = Files.createDirectories(Path.of(folder));
        String file = name + (locale.startsWith("en") ? "" : "-" + locale.substring(0, 2))
                + (width < 600 ? "-phone" : "") + ".png";
        page.evaluate("new Promise((done) => setTimeout(done, 400))");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(directory.resolve(file))
                .setFullPage(true)
                .setClip(0, 0, width, width < 600 ? 1400 : 1100));
    }

    private static Map<String, Map<String, String>> pages() {
        Map<String, Map<String, String>> pages = new LinkedHashMap<>();
        Map<String, String> admin = new LinkedHashMap<>();
        admin.put("orders", "/orders");
        admin.put("order", "/orders/" + id(2));
        admin.put("order-rejected", "/orders/" + id(3) + "/edit");
        admin.put("order-new", "/orders/new?draft=" + DevelopmentAnswers.DRAFT);
        admin.put("order-date", "/orders/" + id(2) + "/foc-date");
        admin.put("order-cancel", "/orders/" + id(2) + "/cancel");
        admin.put("drafts", "/orders/drafts");
        admin.put("cases", "/cases?state=all");
        admin.put("case", "/cases/" + id(101));
        admin.put("case-new", "/cases/new");
        admin.put("numbers", "/numbers");
        admin.put("number", "/numbers/+33142345678");
        admin.put("port-outs", "/port-outs");
        admin.put("port-out", "/port-outs/" + id(201));
        admin.put("port-out-pin", "/port-out-pin");
        admin.put("feedback", "/feedback");
        admin.put("webhooks", "/webhooks");
        admin.put("webhook", "/webhooks/" + DevelopmentAnswers.ENDPOINT);
        pages.put("ada", admin);
        Map<String, String> desk = new LinkedHashMap<>();
        desk.put("desk", "/desk");
        desk.put("desk-case", "/cases/" + id(101));
        desk.put("desk-feedback", "/desk/feedback");
        desk.put("desk-orders", "/cases/" + id(101) + "/orders");
        pages.put("desk", desk);
        Map<String, String> operator = new LinkedHashMap<>();
        operator.put("operations", "/operations?range=7d");
        operator.put("operations-carriers", "/operations/carriers");
        operator.put("operations-messages", "/operations/messages");
        operator.put("operations-letter", "/operations/messages/order-service/17");
        pages.put("operator", operator);
        return pages;
    }

    private static UUID id(int n) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + n);
    }
}
