package io.portline.dashboard.session.web;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Where one lands: by role after signing in, and when signed out. */
@Controller
class SessionPages {

    @GetMapping("/")
    String home(Viewer viewer) {
        return switch (viewer.mainRole()) {
            case "TENANT_ADMIN" -> "redirect:/orders";
            case "DESK_AGENT" -> "redirect:/desk";
            case "OPERATOR" -> "redirect:/operations";
            default -> "no-role";
        };
    }

    @GetMapping("/signed-out")
    String signedOut() {
        return "signed-out";
    }

    @GetMapping("/sign-in-failed")
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    String failed() {
        return "sign-in-failed";
    }
}
