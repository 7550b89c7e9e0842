package io.portline.order.portorder.web;

import io.portline.order.Api;
import io.portline.order.Api.Answer;
import io.portline.order.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentTurnsTest extends ServiceTest {

    private static final int LARGEST = 10 << 20;

    @LocalServerPort
    private int port;

    @Test
    void refusesMoreDocumentsAtOnceThanMemoryHasAndGivesThemAfterwards() throws IOException {
        String token = ISSUER.tenantAdmin("turns-" + UUID.randomUUID(), "US");
        Api ada = new Api(port, token);
        UUID letter =
                ada.post("/documents", Api.part("file", "loa.pdf", largest())).id();

        List<Socket> slowReaders = new ArrayList<>();
        try {
            for (int i = 0; i < DocumentTurns.AT_ONCE; i++) {
                slowReaders.add(startReading("/api/v1/documents/" + letter, token));
            }
            Answer download = ada.get("/documents/" + letter);
            Answer upload = ada.post("/documents", Api.part("file", "loa.pdf", Api.PDF));

            for (Answer refused : List.of(download, upload)) {
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("2");
                assertThat(refused.body().path("type").asString()).isEqualTo("urn:portline:problem:unavailable");
                assertThat(refused.body().path("detail").asString()).isEqualTo("Too many documents at once.");
            }
            assertThat(ada.get("/port-orders").status())
                    .as("what holds no document")
                    .isEqualTo(200);
        } finally {
            for (Socket reader : slowReaders) {
                reader.close();
            }
        }

        assertThat(ada.get("/documents/" + letter).status()).isEqualTo(200);
        assertThat(ada.post("/documents", Api.part("file", "loa.pdf", Api.PDF)).status())
                .isEqualTo(201);
    }

    private static byte[] largest() {
        byte[] pdf = Arrays.copyOf(Api.PDF, LARGEST);
        System.arraycopy(Api.PDF, 0, pdf, LARGEST - Api.PDF.length, Api.PDF.length);
        return pdf;
    }

    /** Reads no further than to where the document has begun to come; far more than the buffers between take is left. */
    private Socket startReading(String path, String token) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(path, token)
                        .getBytes(StandardCharsets.US_ASCII));
        String begin = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(begin).isEqualTo("HTTP/1.1 200");
        return socket;
    }
}
