package io.portline.notification.webhook.http;

import io.portline.notification.webhook.WebhookTargets;
import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Resolves a name once, checks what came out, and gives the client those very addresses to connect to: a name that means
 * something else a moment later (DNS rebinding) gains nothing.
 */
final class CheckedAddresses implements DnsResolver {
    private final WebhookTargets targets;
    private final Names names;

    /** The names of the world. */
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** A name leads where no webhook may go. */
    static final class ForbiddenAddressException extends UnknownHostException {
        ForbiddenAddressException() {
            super("The address is not a public one");
        }
    }

    CheckedAddresses(WebhookTargets targets, Names names) {
        this.targets = targets;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        // One forbidden address among good ones is no accident.
        if (addresses.length == 0 || !Arrays.stream(addresses).allMatch(targets::allows)) {
            throw new ForbiddenAddressException();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
