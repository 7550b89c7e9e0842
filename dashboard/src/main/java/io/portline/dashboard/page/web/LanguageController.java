package io.portline.dashboard.page.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

import java.util.Locale;

/** Remembers the language that the user chose. */
@Controller
class LanguageController {

    private final LocaleResolver locales;

    LanguageController(LocaleResolver locales) {
        this.locales = locales;
    }

    @PostMapping("/language")
    String choose(
            @RequestParam("to") String to,
            @RequestParam(name = "back", defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        LanguageConfiguration.SPOKEN.stream()
                .filter(spoken -> spoken.getLanguage().equals(to.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(spoken -> locales.setLocale(request, response, spoken));
        // Only back into these pages, never to another site.
        boolean ours = back.startsWith("/") && !back.startsWith("//") && !back.contains("\\") && !back.contains("\n");
        return "redirect:" + (ours ? back : "/");
    }
}
