package io.portline.order.portorder.client;

import io.portline.order.portorder.Carrier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The carriers as carrier-gateway tells them. */
public final class GatewayCarriers {

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

    private final RestClient gateway;

    public GatewayCarriers(RestClient gateway) {
        this.gateway = gateway;
    }

    private record CarrierList(List<Entry> items) {}

    private record Entry(
            String id,
            String name,
            Set<String> countries,
            String zone,
            String holidayCalendar,
            Hours businessHours,
            Window cutover,
            Response responseHours,
            Days focBusinessDays,
            @Nullable Boolean accountNumberRequired,
            @Nullable Boolean passcodeRequired) {
        Carrier carrier() {
            return new Carrier(
                    id,
                    name,
                    countries,
                    ZoneId.of(zone),
                    holidayCalendar,
                    LocalTime.parse(businessHours.opens()),
                    LocalTime.parse(businessHours.closes()),
                    LocalTime.parse(Objects.requireNonNullElse(businessHours.countsUntil(), businessHours.closes())),
                    Duration.ofSeconds(
                            responseHours.max().multiply(SECONDS_PER_HOUR).longValue()),
                    LocalTime.parse(cutover.from()),
                    LocalTime.parse(cutover.to()),
                    focBusinessDays.simple(),
                    focBusinessDays.complex(),
                    Boolean.TRUE.equals(accountNumberRequired),
                    Boolean.TRUE.equals(passcodeRequired));
        }
    }

    private record Hours(
            String opens, String closes, @Nullable String countsUntil) {}

    private record Window(String from, String to) {}

    private record Days(int simple, int complex) {}

    private record Response(BigDecimal max) {}

    /**
     * Asks the gateway.
     *
     * @throws RestClientException if it cannot be reached or does not answer well
     */
    public List<Carrier> fetch() {
        @Nullable
        CarrierList list = gateway.get().uri("/api/v1/carriers").retrieve().body(CarrierList.class);
        if (list == null) {
            throw new RestClientException("The gateway answered without a list of carriers");
        }
        return list.items().stream().map(Entry::carrier).toList();
    }
}
