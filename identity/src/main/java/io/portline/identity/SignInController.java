package io.portline.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.Locale;

/** The sign-in page. Spring Security itself takes what it posts. */
@Controller
class SignInController {
    private final IdentityProperties properties;

    SignInController(IdentityProperties properties) {
        this.properties = properties;
    }

    @GetMapping("/login")
    String signIn(
            Locale locale,
            @RequestParam(name = "error", required = false) @Nullable String error,
            @RequestParam(name = "logout", required = false) @Nullable String logout,
            Model model) {
        model.addAttribute("language", locale.getLanguage());
        model.addAttribute("failed", error != null);
        model.addAttribute("signedOut", logout != null);
        model.addAttribute("people", Directory.PEOPLE);
        return "identity/sign-in";
    }

    /** Whoever comes here by hand wants the dashboard. */
    @GetMapping("/")
    String start() {
        return "redirect:" + properties.dashboardUrl();
    }
}
