package io.portline.carrier.carrierorder;

import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import io.portline.numbering.LocalMoment;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests as tests need them. */
public final class ARequest {

    public static final Instant RECEIVED = Instant.parse("2026-11-16T14:00:00Z");

    private ARequest() {}

    public static CarrierRequest of(Kind kind, UUID orderId, int attempt) {
        return of(kind, orderId, attempt, "us-cascadia");
    }

    public static CarrierRequest of(Kind kind, UUID orderId, int attempt, String carrierId) {
        return new CarrierRequest(
                UUID.randomUUID(),
                orderId,
                "PO-000042",
                "contoso",
                attempt,
                kind,
                carrierId,
                new PortDetails(
                        "US",
                        true,
                        List.of("+12125550123", "+12125550124"),
                        "+12125550123",
                        null,
                        "8837741",
                        new SealedPasscode("gateway-1", "ZW5j", "bm9uY2U=", "c2VhbGVk"),
                        new PortDetails.AccountHolder("Contoso Ltd", null, "Ada Admin", null, null),
                        new PortDetails.ServiceAddress("1 Main St", null, "New York", "NY", "10001", "US"),
                        Map.of("btnNote", "x")),
                LocalMoment.of(LocalDateTime.parse("2026-12-01T10:00"), ZoneId.of("America/New_York")),
                kind == Kind.ACTIVATE ? 1 : 0,
                RECEIVED,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }
}
