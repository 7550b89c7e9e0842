package io.portline.story;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.schemas.PortOrderStatus;
import io.portline.story.RunningStack.Submitted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What an admin sees in a browser while an order is on its way. */
@Tag("browser")
@EnabledIf(value = "io.portline.story.Chromium#isThere", disabledReason = "there is no Chromium here")
class BrowserStoryTest {
    private static final double PATIENCE_MILLIS = RunningStack.PATIENCE.toMillis();

    private static RunningStack portline;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() {
        portline = RunningStack.shared();
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Chromium.program().orElseThrow())
                        .setArgs(Chromium.FLAGS));
    }

    /** Something to look at, whichever test comes first. */
    @BeforeAll
    static void submitAnOrder() {
        try (PortlineApi contoso = RunningStack.shared().apiOf("contoso")) {
            Submitted order = RunningStack.shared()
                    .submit(
                            contoso,
                            new DemoOrder("waits", Place.LONDON, "gb-albion", "SILENT", Turn.NOTHING, "", "en"),
                            1);
            RunningStack.shared().awaitStatus(order, PortOrderStatus.CONTACTING_CARRIER);
        }
    }

    @AfterAll
    static void close() {
        browser.close();
        playwright.close();
    }

    @Test
    void showsEachStatusOfAnOrderWithoutAReload() {
        try (BrowserContext context = contextIn("en-US", 1280);
                PortlineApi contoso = portline.apiOf("contoso")) {
            Page page = signIn(context, "ada@contoso.example");
            Submitted order = portline.submit(
                    contoso, new DemoOrder("live", Place.PARIS, "fr-hexatel", "FOC-PT30H", Turn.NOTHING, "", "en"), 2);

            Locator row = page.locator("#order-" + order.id());
            assertThat(row).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
            assertThat(row)
                    .containsText("Completed", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));

            page.locator("#open-" + order.id()).click();
            assertThat(page.locator("main")).containsText(order.number());
            assertThat(page.locator("main")).containsText("Completed");
            assertThat(page.locator("main")).containsText("Europe/Paris");
            assertThatNothingIsInaccessible(page);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, ada@contoso.example, Processing",
        "fr-FR, ada@contoso.example, En cours de traitement",
        "ja-JP, ada@contoso.example, 処理中"
    })
    void speaksTheReadersLanguageAndIsAccessible(String locale, String user, String processing) {
        try (BrowserContext context = contextIn(locale, 390)) {
            Page page = signIn(context, user);
            assertThat(page.locator("[id^=order-]").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
            page.reload();

            assertThat(page.locator("html").getAttribute("lang")).startsWith(locale.substring(0, 2));
            assertThat(page.locator("#status")).containsText(processing);
            assertThatNothingIsInaccessible(page);
            page.navigate(dashboard() + "/orders/new");
            assertThatNothingIsInaccessible(page);
            assertThatItFitsThePhone(page);
        }
    }

    @Test
    void keepsAnOrderFromAnotherTenant() {
        try (BrowserContext context = contextIn("fr-FR", 1280);
                PortlineApi contoso = portline.apiOf("contoso")) {
            Submitted order = portline.submit(
                    contoso, new DemoOrder("secret", Place.PARIS, "fr-hexatel", "SILENT", Turn.NOTHING, "", "en"), 1);
            portline.awaitStatus(order, PortOrderStatus.CONTACTING_CARRIER);
            Page page = signIn(context, "claire@fabrikam.example");

            assertThat(page.locator("#order-" + order.id())).hasCount(0);
            assertThat(page.navigate(dashboard() + "/orders/" + order.id()).status())
                    .isEqualTo(404);
        }
    }

    private static String dashboard() {
        return portline.addresses().dashboard().toString().replaceAll("/$", "");
    }

    private static BrowserContext contextIn(String locale, int width) {
        return browser.newContext(
                new Browser.NewContextOptions().setLocale(locale).setViewportSize(width, 900));
    }

    private static Page signIn(BrowserContext context, String user) {
        Page page = context.newPage();
        page.setDefaultTimeout(30_000);
        page.navigate(dashboard() + "/orders");
        page.locator("input[name=username]").fill(user);
        page.locator("input[name=password]").fill(portline.stack().demoPassword());
        page.locator("button[type=submit]").first().click();
        page.waitForURL("**/orders**");
        return page;
    }

    private static void assertThatNothingIsInaccessible(Page page) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(
                        "target",
                        "screenshots",
                        page.viewportSize().width + "-"
                                + page.locator("html").getAttribute("lang")
                                + page.url().replaceAll("https?://[^/]*", "").replaceAll("[^a-z]+", "-") + ".png"))
                .setFullPage(true));
        List<Rule> faults = new AxeBuilder(page).analyze().getViolations();
        assertThat(faults)
                .as(() -> faults.stream()
                        .map(fault -> fault.getId() + ": " + fault.getHelp() + " "
                                + fault.getNodes().getFirst().getHtml())
                        .toList()
                        .toString())
                .isEmpty();
    }

    private static void assertThatItFitsThePhone(Page page) {
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    }
}
