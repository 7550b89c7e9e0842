package io.portline.notification.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses belong to the public internet, by the special-purpose registries of IANA (RFC 6890 and successors). */
public final class PublicAddresses {

    private PublicAddresses() {}

    /** Whether a webhook may go there: never to our own networks, nor anybody's private ones. */
    public static boolean contain(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] address) {
        int a = address[0] & 0xff;
        int b = address[1] & 0xff;
        int c = address[2] & 0xff;
        boolean thisNetwork = a == 0;
        boolean sharedByCarriers = a == 100 && b >= 64 && b < 128;
        boolean protocolAssignments = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean relays = a == 192 && b == 88 && c == 99;
        boolean benchmarks = a == 198 && (b == 18 || b == 19);
        boolean documentation = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
        boolean reserved = a >= 240;
        return !(thisNetwork
                || sharedByCarriers
                || protocolAssignments
                || relays
                || benchmarks
                || documentation
                || reserved);
    }

    /** Global unicast (2000::/3) without what leads back to IPv4 or to nobody. */
    private static boolean isPublic6(byte[] address) {
        int first = (address[0] & 0xff) << 8 | (address[1] & 0xff);
        int second = (address[2] & 0xff) << 8 | (address[3] & 0xff);
        boolean globalUnicast = (first & 0xe000) == 0x2000;
        boolean protocolAssignments = first == 0x2001 && second < 0x0200;
        boolean documentation = (first == 0x2001 && second == 0x0db8) || (first & 0xfff0) == 0x3ff0;
        boolean sixToFour = first == 0x2002;
        return globalUnicast && !protocolAssignments && !documentation && !sixToFour;
    }
}
