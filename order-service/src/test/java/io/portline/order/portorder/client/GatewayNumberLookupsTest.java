package io.portline.order.portorder.client;

import com.sun.net.httpserver.HttpServer;
import io.portline.order.portorder.NumberLookups;
import io.portline.order.portorder.NumberLookups.LookupUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The client against a server that speaks the gateway's contract. */
class GatewayNumberLookupsTest {

    private final List<JsonNode> questions = new ArrayList<>();
    private volatile int status = 200;
    private volatile String answer = """
            {"items":[{"number":"+12125550100","carrierId":"us-cascadia","carrierName":"Cascadia Telephone","portable":true,"reasonCode":null},
            {"number":"+12125550101","carrierId":null,"carrierName":null,"portable":false,"reasonCode":"NUMBER_NOT_FOUND","newMember":1}]}""";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/number-lookups", exchange -> {
            questions.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private GatewayNumberLookups lookups() {
        return new GatewayNumberLookups(
                RestClient.create("http://localhost:" + server.getAddress().getPort()));
    }

    @Test
    void tellsByWhomNumbersAreServed() {
        Map<String, NumberLookups.Found> found = lookups().find(List.of("+12125550100", "+12125550101"));
        assertThat(found.get("+12125550100"))
                .isEqualTo(new NumberLookups.Found("us-cascadia", "Cascadia Telephone", true, null));
        assertThat(found.get("+12125550101")).isEqualTo(new NumberLookups.Found(null, null, false, "NUMBER_NOT_FOUND"));
    }

    @Test
    void asksForAtMost1000NumbersAtATime() {
        lookups().find(IntStream.range(0, 2001).mapToObj("+1212%07d"::formatted).toList());
        assertThat(questions)
                .extracting(question -> question.get("numbers").size())
                .containsExactly(1000, 1000, 1);
    }

    @Test
    void saysSoWhenTheGatewayDoesNotAnswerWell() {
        status = 503;
        assertThatExceptionOfType(LookupUnavailableException.class)
                .isThrownBy(() -> lookups().find(List.of("+12125550100")));
        status = 200;
        answer = "{";
        assertThatExceptionOfType(LookupUnavailableException.class)
                .isThrownBy(() -> lookups().find(List.of("+12125550100")));
    }
}
