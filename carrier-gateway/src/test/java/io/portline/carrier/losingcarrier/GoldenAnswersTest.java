package io.portline.carrier.losingcarrier;

import io.portline.carrier.carrierorder.Answer;
import io.portline.carrier.carrierorder.CarrierOrder;
import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.CarrierSwitches;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.carrierorder.PortDetails;
import io.portline.carrier.losingcarrier.catalogue.CarriersFile;
import io.portline.numbering.LocalMoment;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same order, the same answer, on every machine: what each carrier of the file says to many orders, and when, is written down. Run with
 * {@code -Dportline.golden.write=true} to write it anew after a change that is meant.
 */
class GoldenAnswersTest {

    private static final Path WRITTEN = Path.of("src/test/resources/golden/simulated-answers.txt");
    private static final Instant RECEIVED = Instant.parse("2026-11-16T15:00:00Z");
    private static final int SHOWN = 12;
    private static final int ORDERS = 400;

    private final Carriers carriers = CarriersFile.read(new ClassPathResource("carrier-gateway/carriers.yml"))
            .carriers();

    @Test
    void answersManyOrdersAsItIsWrittenDown() throws IOException {
        String answers = answers();
        if (Boolean.getBoolean("portline.golden.write")) {
            Files.createDirectories(WRITTEN.getParent());
            Files.writeString(WRITTEN, answers);
        }

        assertThat(answers).isEqualTo(Files.readString(WRITTEN));
    }

    @Test
    void answersTheSameWhereverTheMachineStandsAndWhateverItSpeaks() throws IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            // The Turkish i has undone many a toUpperCase; Kiritimati is a day ahead of Honolulu.
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

            assertThat(answers()).isEqualTo(Files.readString(WRITTEN));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private String answers() {
        List<String> shown = new ArrayList<>();
        for (Carrier carrier : carriers.all()) {
            List<String> all = new ArrayList<>();
            SimulatedCarrier desk = new SimulatedCarrier(
                    carrier,
                    new NothingSwitched(),
                    new SubscriberCheck(new NobodyKnown(), (_, _, _) -> false),
                    // Its numbers are none that anybody has.
                    (_, _) -> List.of());
            for (int i = 0; i < ORDERS; i++) {
                for (int attempt = 1; attempt <= 2; attempt++) {
                    all.add(line(desk, request(carrier, i, attempt)));
                }
            }
            shown.addAll(all.subList(0, SHOWN));
            shown.add(carrier.id() + " " + all.size() + " answers, SHA-256 " + sha256(String.join("\n", all)));
        }
        return String.join("\n", shown) + "\n";
    }

    private static String line(SimulatedCarrier desk, CarrierRequest request) {
        CarrierOrder order = CarrierOrder.received(request);
        Optional<Instant> at = desk.firstAskAt(new Inquiry(request, order, request.attempt(), 0, RECEIVED, RECEIVED));
        Instant asked = at.orElseThrow();
        Answer answer = desk.ask(new Inquiry(request, order, request.attempt(), 0, RECEIVED, asked));
        return String.join(
                " ",
                request.carrierId(),
                request.orderId().toString(),
                Integer.toString(request.attempt()),
                asked.toString(),
                said(answer));
    }

    private static String said(Answer answer) {
        return switch (answer) {
            case Answer.Says says ->
                switch (says.reply()) {
                    case CarrierReply.Accepted(LocalMoment foc) -> "ACCEPTED " + foc.local() + " " + foc.zone();
                    case CarrierReply.Rejected(List<CarrierReply.Reason> reasons) ->
                        "REJECTED "
                                + reasons.stream()
                                        .map(reason -> reason.code() + "/" + reason.carrierCode())
                                        .collect(Collectors.joining(","));
                    default -> says.reply().toString();
                };
            case Answer.NotYet(Instant later) -> "NOT_YET " + later;
            case Answer.Nothing() -> "NOTHING";
        };
    }

    private static CarrierRequest request(Carrier carrier, int index, int attempt) {
        UUID orderId = new UUID(index * 0x9E37_79B9_7F4A_7C15L, ~(index * 0xC2B2_AE3D_27D4_EB4FL));
        String number = carrier.numbers().served().getFirst().from() + "0".repeat(7);
        return new CarrierRequest(
                new UUID(index, attempt),
                orderId,
                "PO-%06d".formatted(index),
                "contoso",
                attempt,
                Kind.PORT,
                carrier.id(),
                new PortDetails(
                        carrier.countries().getFirst(),
                        index % 3 != 0,
                        List.of(number),
                        number,
                        null,
                        "8837741",
                        new PortDetails.SealedPasscode("k", "", "", ""),
                        new PortDetails.AccountHolder("Contoso", null, "Ada", null, null),
                        new PortDetails.ServiceAddress("1 Main St", null, "City", null, "1", "US"),
                        Map.of()),
                LocalMoment.of(LocalDateTime.parse("2026-11-18T10:00"), carrier.zone()),
                0,
                RECEIVED,
                null);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static final class NothingSwitched implements CarrierSwitches {
        @Override
        public boolean rejectsAll(String carrierId) {
            return false;
        }

        @Override
        public List<Switched> all() {
            return List.of();
        }

        @Override
        public void pause(String carrierId) {}

        @Override
        public void resume(String carrierId) {}

        @Override
        public void rejectAll(String carrierId, boolean on) {}
    }

    private static final class NobodyKnown implements SubscriberRecords {
        @Override
        public List<SubscriberRecord> find(Collection<String> numbers) {
            return List.of();
        }

        @Override
        public void load(Collection<SubscriberRecord> records) {}
    }
}
