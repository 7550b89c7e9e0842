package io.portline.story;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.LetterOfAuthorization;
import io.portline.local.demo.PortlineApi;
import io.portline.numbering.RejectionCode;
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
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What an admin sees in a browser while an order is on its way. */
@Tag("browser")
@EnabledIf(value = "io.portline.story.Chromium#isThere", disabledReason = "there is no Chromium here")
class BrowserStoryTest {
    private static final double PATIENCE_MILLIS = RunningStack.PATIENCE.toMillis();

    private static final Pattern ONE_ORDER = Pattern.compile(".*/orders/[0-9a-f-]{36}$");
    private static final Pattern ONE_CASE = Pattern.compile(".*/cases/[0-9a-f-]{36}$");

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

    /** Three admins at once, so that what one waits for passes while another one types. */
    @Test
    void tellsTheWholeStoryInEachLanguage() {
        List<Admin> admins = List.of(
                new Admin("en-US", "ada@contoso.example"),
                new Admin("fr-FR", "claire@fabrikam.example"),
                new Admin("ja-JP", "ben@contoso.example"));
        try (BrowserContext deskContext = contextIn("en-US", 1280)) {
            Page desk = signIn(deskContext, "desk@portline.example", "/desk");
            admins.forEach(admin -> admin.submitByTheGuidedForm("REJECT-ACCOUNT_NUMBER_MISMATCH"));
            admins.forEach(admin -> admin.seesWithoutReload("ERROR"));
            admins.forEach(admin -> {
                admin.findsTheReasonBesideTheField("f-accountNumber", "ACCOUNT_NUMBER_MISMATCH");
                admin.correctsAndSubmitsAgain("FOC-PT30H");
            });
            admins.forEach(Admin::opensACaseAndComments);
            admins.forEach(admin -> admin.isAnsweredByTheDesk(desk));
            admins.forEach(admin -> admin.seesCompletedWithoutReload());
            admins.forEach(Admin::changesTheLanguage);
        } finally {
            admins.forEach(Admin::close);
        }
    }

    @Test
    void worksByTheKeyboardAlone() {
        try (BrowserContext context = contextIn("en-US", 1280)) {
            Page page = context.newPage();
            page.navigate(dashboard() + "/orders");
            type(page, "input[name=username]", "ben@contoso.example");
            type(page, "input[name=password]", portline.stack().demoPassword());
            page.keyboard().press("Enter");
            page.waitForURL("**/orders**");

            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            page.keyboard().press("Enter");
            tabTo(page, "main a[href='/orders/new']");
            page.keyboard().press("Enter");
            page.waitForURL("**/orders/new");
            type(page, "#f-name", "By the keyboard");
            choose(page, "#f-country", "GB");
            choose(page, "#f-losingCarrierId", "gb-albion");
            String number =
                    RunningStack.freshNumbers(Place.LONDON, 1).getFirst().e164();
            type(page, "#f-numbers", number);
            type(page, "#f-billingTelephoneNumber", number);
            type(page, "#f-organisation", "Contoso Ltd");
            type(page, "#f-authorisedPerson", "Ada Example");
            type(page, "#f-accountNumber", "SILENT");
            type(page, "#f-line1", "1 Example Lane");
            type(page, "#f-postalCode", "EC1A 1BB");
            type(page, "#f-city", "London");
            tabTo(page, "#f-portDay");
            page.keyboard().press("End");
            choose(page, "#f-loa", letter());
            tabTo(page, "#f-loaSignedOn");
            page.keyboard().type(yesterday().format(DateTimeFormatter.ofPattern("MMdduuuu")));
            tabTo(page, "#f-terms");
            page.keyboard().press("Space");
            tabTo(page, "button[name=action][value=submit]");
            page.keyboard().press("Enter");

            page.waitForURL(ONE_ORDER);
            tabTo(page, "#do-cancel");
            assertThat(page.locator("#live .pill--CONTACTING_CARRIER").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
        }
    }

    @Test
    void readsAndSubmitsWithoutScripts() {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale("fr-FR").setJavaScriptEnabled(false))) {
            Page page = signIn(context, "claire@fabrikam.example", "/orders");
            page.navigate(dashboard() + "/orders/new");
            page.locator("#f-requestedPortDate")
                    .fill(DemoOrder.portDate(portline.localNow(Place.PARIS).plusDays(10)));
            fillIn(page, "Sans script", Place.PARIS, "FR", "fr-hexatel", "SILENT");
            page.locator("button[name=action][value=submit]").click();

            page.waitForURL(ONE_ORDER);
            String order = page.url();
            RunningStack.eventually(() -> {
                page.navigate(order);
                return page.locator("#live .pill--CONTACTING_CARRIER").count() > 0;
            });
            assertThat(page.locator("#live")).containsText("En attente de l’opérateur");
            page.navigate(dashboard() + "/orders?q=Sans+script");
            assertThat(page.locator("[id^=order-]").first()).containsText("Sans script");
            page.navigate(order + "/cancel");
            page.locator("main button[type=submit]").click();
            assertThat(page.locator("main .note--good").first()).isVisible();
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
        return signIn(context, user, "/orders");
    }

    private static Page signIn(BrowserContext context, String user, String path) {
        Page page = context.newPage();
        page.setDefaultTimeout(30_000);
        page.navigate(dashboard() + path);
        page.locator("input[name=username]").fill(user);
        page.locator("input[name=password]").fill(portline.stack().demoPassword());
        page.locator("button[type=submit]").first().click();
        page.waitForURL("**" + path + "**");
        return page;
    }

    /** All that an order needs but its date, which the form asks for in two ways. */
    private static void fillIn(Page page, String name, Place place, String country, String carrier, String account) {
        String number = RunningStack.freshNumbers(place, 1).getFirst().e164();
        page.locator("#f-name").fill(name);
        page.locator("#f-country").selectOption(country);
        page.locator("#f-losingCarrierId").selectOption(carrier);
        page.locator("#f-numbers").fill(number);
        page.locator("#f-billingTelephoneNumber").fill(number);
        page.locator("#f-organisation").fill("Contoso Ltd");
        page.locator("#f-authorisedPerson").fill("Ada Example");
        page.locator("#f-accountNumber").fill(account);
        page.locator("#f-passcode").fill("2468");
        if (place == Place.PARIS) {
            page.locator("#f-rio").fill("00E123456ABC");
        }
        page.locator("#f-line1").fill("1 Example Lane");
        page.locator("#f-postalCode").fill(place == Place.PARIS ? "75001" : "EC1A 1BB");
        page.locator("#f-city").fill(place == Place.PARIS ? "Paris" : "London");
        page.locator("#f-loa").setInputFiles(letter());
        page.locator("#f-loaSignedOn").fill(yesterday().toString());
        page.locator("#f-terms").check();
    }

    private static FilePayload letter() {
        return new FilePayload(
                "letter.pdf",
                "application/pdf",
                LetterOfAuthorization.signed("Contoso Ltd", "Ada Example", "gb-albion", yesterday()));
    }

    private static LocalDate yesterday() {
        return portline.localNow(Place.LONDON).toLocalDate().minusDays(1);
    }

    /** Moves the focus on until it is there, as somebody without a mouse does. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 150; i++) {
            if (Boolean.TRUE.equals(page.evaluate("(it) => document.activeElement.matches(it)", selector))) {
                assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                        .as("the focus can be seen on " + selector)
                        .isNotEqualTo("none");
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Nobody comes to " + selector + " by the keyboard");
    }

    private static void type(Page page, String selector, String text) {
        tabTo(page, selector);
        page.keyboard().type(text);
    }

    /** Opens the browser's own window for files, which a busy browser may not do at the first stroke. */
    private static void choose(Page page, String selector, FilePayload file) {
        for (int stroke = 1; ; stroke++) {
            tabTo(page, selector);
            try {
                page.waitForFileChooser(
                                new Page.WaitForFileChooserOptions().setTimeout(5_000),
                                () -> page.keyboard().press("Enter"))
                        .setFiles(file);
                return;
            } catch (TimeoutError none) {
                if (stroke == 5) {
                    throw none;
                }
            }
        }
    }

    /** Goes down the list until the value is chosen. */
    private static void choose(Page page, String selector, String value) {
        tabTo(page, selector);
        page.keyboard().press("Home");
        for (int i = 0; i < 40 && !page.locator(selector).inputValue().equals(value); i++) {
            page.keyboard().press("ArrowDown");
        }
        assertThat(page.locator(selector)).hasValue(value);
    }

    /** One admin's browser, in one language. */
    private static final class Admin implements AutoCloseable {
        private final Locale locale;
        private final BrowserContext context;
        private final Page page;
        private String order = "";
        private String supportCase = "";

        Admin(String locale, String user) {
            this.locale = Locale.forLanguageTag(locale);
            context = contextIn(locale, 1280);
            page = signIn(context, user, "/orders");
            assertThat(page.locator("html")).hasAttribute("lang", this.locale.getLanguage());
        }

        void submitByTheGuidedForm(String account) {
            page.navigate(dashboard() + "/orders/new");
            page.locator("#f-country").selectOption("GB");
            page.locator("#f-losingCarrierId").selectOption("gb-albion");
            fillIn(page, "Story " + locale.getLanguage(), Place.LONDON, "GB", "gb-albion", account);
            assertThat(page.locator("#portability .note-line--good")).isVisible();
            chooseADay();
            page.locator("button[name=action][value=review]").click();
            assertThat(page.locator("main .note--good")).isVisible();
            assertThatNothingIsInaccessible(page);
            page.locator("main form.submit button[type=submit]").click();
            page.waitForURL(ONE_ORDER);
            order = page.url();
            markThePage();
        }

        /** Some weeks ahead, so that it is still to come when it arrives: business time is fast. */
        private void chooseADay() {
            Locator days = page.locator("#f-portDay option");
            assertThat(days.nth(25)).isAttached();
            page.locator("#f-portDay").selectOption(days.nth(25).getAttribute("value"));
        }

        private void markThePage() {
            page.evaluate("window.sameDocument = true");
        }

        void seesWithoutReload(String status) {
            assertThat(page.locator("#live .pill--" + status).first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
            assertThat(page.evaluate("window.sameDocument === true")).isEqualTo(true);
        }

        void findsTheReasonBesideTheField(String field, String code) {
            page.locator("#do-edit").click();
            page.waitForURL("**/edit");
            assertThat(page.locator("#" + field)).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#e-" + field.substring(2)))
                    .containsText(RejectionCode.of(code).orElseThrow().text(locale));
            assertThatNothingIsInaccessible(page);
        }

        void correctsAndSubmitsAgain(String account) {
            page.locator("#f-accountNumber").fill(account);
            page.locator("#f-loa").setInputFiles(letter());
            page.locator("#f-loaSignedOn").fill(yesterday().toString());
            chooseADay();
            page.locator("button[name=action][value=submit]").click();
            try {
                page.waitForURL(order);
            } catch (TimeoutError stayed) {
                throw new AssertionError(
                        "The form came back: " + page.locator("main").innerText(), stayed);
            }
        }

        void opensACaseAndComments() {
            page.navigate(dashboard() + "/cases/new");
            page.locator("#f-GENERAL_INQUIRY").check();
            page.locator("#f-country").selectOption("GB");
            page.locator("#f-title").fill("Story " + locale.getLanguage());
            page.locator("#f-description").fill("Is the reception told before the transfer?");
            page.locator("main form.form button[type=submit].button--main").click();
            page.waitForURL(ONE_CASE);
            supportCase = page.url();
            page.locator("#text").fill("It is open from 8:00.");
            page.locator("form[action$='/comments'] button[type=submit]").click();
            page.waitForURL(supportCase);
            assertThat(page.locator("#live .words").filter(new Locator.FilterOptions().setHasText("from 8:00")))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
            assertThatNothingIsInaccessible(page);
            markThePage();
        }

        void isAnsweredByTheDesk(Page desk) {
            desk.navigate(supportCase);
            desk.locator("#text").fill("Yes, the day before.");
            desk.locator("form[action$='/comments'] button[type=submit]").click();
            assertThat(page.locator("#live .words").filter(new Locator.FilterOptions().setHasText("the day before")))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
            assertThat(page.evaluate("window.sameDocument === true")).isEqualTo(true);
        }

        void seesCompletedWithoutReload() {
            page.navigate(order);
            markThePage();
            seesWithoutReload("COMPLETED");
            assertThatNothingIsInaccessible(page);
        }

        void changesTheLanguage() {
            String other = locale.getLanguage().equals("ja") ? "en" : "ja";
            page.locator(".languages button[value=" + other + "]").click();
            assertThat(page.locator("html")).hasAttribute("lang", other);
            assertThat(page).hasURL(order);
            assertThat(page.locator("#live")).containsText(other.equals("ja") ? "完了" : "Completed");
        }

        @Override
        public void close() {
            context.close();
        }
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
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        List<Rule> faults = new AxeBuilder(page)
                .setLegacyMode(true)
                .options(options)
                .analyze()
                .getViolations();
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
