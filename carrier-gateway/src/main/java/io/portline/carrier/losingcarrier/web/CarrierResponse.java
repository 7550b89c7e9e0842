package io.portline.carrier.losingcarrier.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portline.carrier.losingcarrier.Adapter;
import io.portline.carrier.losingcarrier.Carrier;
import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

@Schema(name = "Carrier", description = "A losing carrier; times of day are local to its zone")
public record CarrierResponse(
        String id,
        String name,
        @Schema(description = "Service provider id") String spid,
        @Schema(description = "ISO 3166-1 alpha-2") List<String> countries,
        @Schema(description = "IANA time zone") String zone,

        @Schema(description = "ISO 3166 code of the country or region whose holidays it keeps")
        String holidayCalendar,

        Hours businessHours,
        Window cutover,
        ResponseHours responseHours,
        FocBusinessDays focBusinessDays,

        @Schema(description = "Whether a request must name the account at this carrier")
        boolean accountNumberRequired,

        @Schema(description = "Whether a request must bring the account's passcode or transfer code")
        boolean passcodeRequired,

        @Schema(description = "Whether it is played by the gateway or asked over HTTP")
        LosingAdapter losingAdapter) {

    @Schema(name = "LosingAdapter", enumAsRef = true)
    public enum LosingAdapter {
        @JsonProperty("simulated")
        SIMULATED,
        @JsonProperty("http")
        HTTP
    }

    @Schema(name = "CarrierBusinessHours")
    public record Hours(
            @Schema(type = "string", example = "08:00") String opens,
            @Schema(type = "string", example = "17:00") String closes,

            @Schema(
                    type = "string",
                    example = "13:00",
                    description = "A request received up to then counts for the day")
            String countsUntil) {}

    @Schema(name = "CarrierCutover", description = "When numbers are released on business days, both ends included")
    public record Window(
            @Schema(type = "string", example = "08:00") String from,
            @Schema(type = "string", example = "16:00") String to) {}

    @Schema(name = "CarrierResponseHours", description = "How long an answer takes, in business hours")
    public record ResponseHours(double min, double median, double max) {}

    @Schema(name = "CarrierFocBusinessDays", description = "Business days from a request to the earliest date")
    public record FocBusinessDays(
            @Schema(description = "One number that is alone on its account")
            int simple,

            @Schema(description = "Every other port") int complex) {}

    static CarrierResponse of(Carrier carrier) {
        return new CarrierResponse(
                carrier.id(),
                carrier.name(),
                carrier.spid(),
                carrier.countries(),
                carrier.zone().getId(),
                carrier.holidayCalendar(),
                new Hours(
                        text(carrier.businessHours().opens()),
                        text(carrier.businessHours().closes()),
                        text(carrier.businessHours().cutOff())),
                new Window(
                        text(carrier.cutoverWindow().from()),
                        text(carrier.cutoverWindow().to())),
                new ResponseHours(
                        hours(carrier.responseTimes().min()),
                        hours(carrier.responseTimes().median()),
                        hours(carrier.responseTimes().max())),
                new FocBusinessDays(
                        carrier.focIntervals().simple(), carrier.focIntervals().complex()),
                carrier.accountNumberRequired(),
                carrier.passcodeRequired(),
                switch (carrier.adapter()) {
                    case Adapter.Simulated _ -> LosingAdapter.SIMULATED;
                    case Adapter.Http _ -> LosingAdapter.HTTP;
                });
    }

    private static String text(LocalTime time) {
        return time.toString();
    }

    private static double hours(Duration duration) {
        return duration.toSeconds() / 3600.0;
    }
}
