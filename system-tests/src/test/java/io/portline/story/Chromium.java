package io.portline.story;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser that the machine has: {@code PORTLINE_CHROMIUM}, else Chromium or Chrome where packages put them. */
final class Chromium {
    private static final List<String> USUAL = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable");

    /** For a machine without network beyond its own, and for root. */
    static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic",
            "--disable-gpu");

    private Chromium() {}

    /** The program, if there is one. */
    static Optional<Path> program() {
        return Stream.concat(Stream.ofNullable(System.getenv("PORTLINE_CHROMIUM")), USUAL.stream())
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** For JUnit; loud, because tests that were left out must not look like tests that passed. */
    static boolean isThere() {
        if (program().isPresent()) {
            return true;
        }
        System.out.println("""

                ############################################################################################
                #  LEFT OUT: the tests in a browser, for there is no Chromium. './portline test' brings    #
                #  one; or install it (Debian: apt-get install chromium) or set PORTLINE_CHROMIUM.         #
                ############################################################################################
                """);
        return false;
    }
}
