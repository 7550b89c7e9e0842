package io.portline.dashboard.page.web;

import io.portline.dashboard.freshness.ReadModelFreshness;
import io.portline.dashboard.freshness.ReadModelRebuild;
import io.portline.dashboard.live.ChangeFeed;
import io.portline.dashboard.session.web.Viewer;
import io.portline.dashboard.session.web.ViewerArgumentResolver;
import io.portline.messaging.time.BusinessTime;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What every page has: who looks at it, formats, how fresh it is. */
@ControllerAdvice(basePackages = "io.portline.dashboard")
class PageAdvice {

    private final ReadModelFreshness freshness;
    private final ReadModelRebuild rebuild;
    private final ChangeFeed changes;
    private final Clock clock;
    private final BusinessTime time;

    PageAdvice(
            ReadModelFreshness freshness,
            ReadModelRebuild rebuild,
            ChangeFeed changes,
            Clock clock,
            BusinessTime time) {
        this.freshness = freshness;
        this.rebuild = rebuild;
        this.changes = changes;
        this.clock = clock;
        this.time = time;
    }

    @ModelAttribute
    void everyPage(Model model, Locale locale, HttpServletRequest request) {
        LocalFormat format = new LocalFormat(locale);
        Instant now = clock.instant();
        model.addAttribute("fmt", format);
        model.addAttribute("now", now);
        model.addAttribute("businessClock", format.full(now, ZoneOffset.UTC));
        model.addAttribute("speed", format.number(Math.round(time.speed())));
        model.addAttribute("fast", time.speed() != 1.0);
        model.addAttribute(
                "languages",
                LanguageConfiguration.SPOKEN.stream().map(Locale::getLanguage).toList());
        model.addAttribute("here", here(request));
        Optional<Viewer> viewer = ViewerArgumentResolver.current();
        viewer.ifPresent(signedIn -> {
            model.addAttribute("viewer", signedIn);
            model.addAttribute("rebuilding", rebuild.progress());
            model.addAttribute("behind", freshness.behind().orElse(-1L));
            // Before the page is read from the database, so that nothing falls between the page and its first news.
            if (request.getMethod().equals("GET") && request.getDispatcherType() == DispatcherType.REQUEST) {
                model.addAttribute("liveMark", changes.mark());
            }
        });
    }

    static Map<String, Object> bare(HttpServletRequest request, Locale locale) {
        Map<String, Object> model = new HashMap<>();
        model.put("fmt", new LocalFormat(locale));
        model.put("here", here(request));
        model.put(
                "languages",
                List.copyOf(LanguageConfiguration.SPOKEN.stream()
                        .map(Locale::getLanguage)
                        .toList()));
        ViewerArgumentResolver.current().ifPresent(viewer -> model.put("viewer", viewer));
        return model;
    }

    /** Where a change of language comes back to: this page, if it is one that can be asked for again. */
    private static String here(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || request.getDispatcherType() != DispatcherType.REQUEST) {
            return "/";
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
