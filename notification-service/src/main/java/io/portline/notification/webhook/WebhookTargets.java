package io.portline.notification.webhook;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Which addresses tenants may have called. Names are resolved and checked again whenever they are called. */
public final class WebhookTargets {
    static final int LONGEST = 2_000;

    private static final int LAST_PORT = 65_535;

    private final boolean anywhere;

    /**
     * @param anywhere whether private addresses and plain HTTP are allowed, as in the local stack
     */
    public WebhookTargets(boolean anywhere) {
        this.anywhere = anywhere;
    }

    /** What came of reading an address. */
    public sealed interface Read {
        record Fine(URI url) implements Read {}

        /** @param code {@code REQUIRED}, {@code FORMAT}, {@code SIZE}, {@code HTTPS_REQUIRED} or {@code NOT_ALLOWED} */
        record Wrong(String code) implements Read {}
    }

    /** Reads and checks an address as far as that is possible without asking the network. */
    public Read read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Read.Wrong("REQUIRED");
        }
        if (text.length() > LONGEST) {
            return new Read.Wrong("SIZE");
        }
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException unreadable) {
            return new Read.Wrong("FORMAT");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost();
        boolean http = scheme.equals("http") || scheme.equals("https");
        boolean port = url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= LAST_PORT);
        if (!http || host == null || !port || url.getUserInfo() != null || url.getFragment() != null) {
            return new Read.Wrong("FORMAT");
        }
        if (!anywhere && scheme.equals("http")) {
            return new Read.Wrong("HTTPS_REQUIRED");
        }
        if (!anywhere && plainlyPrivate(host)) {
            return new Read.Wrong("NOT_ALLOWED");
        }
        return new Read.Fine(url);
    }

    /** Whether that address may be connected to. */
    public boolean allows(InetAddress address) {
        return anywhere || PublicAddresses.contain(address);
    }

    /** What can be told from the name: a number that is private, or a name that is only good at home. */
    private static boolean plainlyPrivate(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost")
                || name.endsWith(".localhost")
                || name.endsWith(".local")
                || name.endsWith(".internal")) {
            return true;
        }
        return literal(name).map(address -> !PublicAddresses.contain(address)).orElse(false);
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host.replace("[", "").replace("]", "")));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
