package io.portline.benchmarks;

import io.portline.cases.CaseServiceApplication;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What a document costs in heap, by its size: the running case-service takes documents over HTTP and gives them back, some
 * at once, while the heap is collected over and over; the most that is live after a collection counts. Were a document in
 * memory as a whole, that would grow by its size times how many go through at once.
 */
public final class DocumentBenchmark {
    private static final int SMALL = 25 * 1024;
    private static final int LARGE = 25 * 1024 * 1024;
    private static final int AT_ONCE = 4;
    private static final int LOOKS = 12;
    private static final int WARM_UP = 50;
    private static final String BOUNDARY = "portline-boundary";
    private static final byte[] HEAD = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final Results results = new Results(System.out);
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestIssuer issuer = TestIssuer.shared();
    private final String token = issuer.tenantAdmin("contoso", "US");
    private final String service;

    private DocumentBenchmark(ConfigurableApplicationContext context) {
        service = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** Runs everything; takes a minute. */
    public static void main(String... args) throws Exception {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("benchmark");
        try (ConfigurableApplicationContext context = CaseServiceApplication.application()
                .run(ServiceSettings.on(
                        database,
                        "--portline.identity.issuer-uri=" + TestIssuer.shared().issuerUri(),
                        "--portline.web.limits.requests-per-second=0"))) {
            new DocumentBenchmark(context).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        results.section("Documents: live heap while %d at once go in and out, by size".formatted(AT_ONCE));
        // Classes, pools and caches are there before anything counts.
        for (int i = 0; i < WARM_UP; i++) {
            goThrough(SMALL);
        }
        goThrough(LARGE);
        peak(SMALL);
        long idle = live();
        results.add("nothing going on", megabytes(idle), "MB");
        double small = megabytes(peak(SMALL));
        results.add("documents of 25 KiB, at most", small, "MB");
        double large = megabytes(peak(LARGE));
        results.add("documents of 25 MiB, at most", large, "MB", small, "those of 25 KiB");
        results.say("(whole in memory they would take %d MB more)".formatted(AT_ONCE * (LARGE >> 20)));
    }

    /** The most that is live, looked at so often, each going through at least once. */
    private long peak(int size) throws Exception {
        AtomicInteger looks = new AtomicInteger();
        AtomicLong most = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong bytes = new AtomicLong();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE + 1)) {
            Future<?> looking = threads.submit(() -> {
                while (!done.get()) {
                    long look = System.nanoTime();
                    most.accumulateAndGet(live(), Math::max);
                    looks.incrementAndGet();
                    // Documents must get on between two collections.
                    LockSupport.parkNanos(3 * (System.nanoTime() - look));
                }
            });
            List<Future<?>> going = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                going.add(threads.submit(() -> {
                    do {
                        goThrough(size);
                        bytes.addAndGet(2L * size);
                    } while (looks.get() < LOOKS);
                    return null;
                }));
            }
            try {
                for (Future<?> one : going) {
                    one.get();
                }
            } finally {
                done.set(true);
            }
            looking.get();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        results.say("%,d KiB: %d looks, %,.1f MB/s in and out"
                .formatted(size >> 10, looks.get(), bytes.get() / seconds / 1e6));
        return most.get();
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double megabytes(long bytes) {
        return bytes / (1024.0 * 1024);
    }

    /** Up, named by a case, and down again. */
    private void goThrough(int size) throws IOException, InterruptedException {
        byte[] head = ("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"letter.pdf\"\r\nContent-Type: application/pdf\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        HttpRequest.BodyPublisher body =
                HttpRequest.BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(
                        List.of(new ByteArrayInputStream(head), document(size), new ByteArrayInputStream(tail)))));
        String document = sent(request("/api/v1/documents")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.fromPublisher(body, (long) head.length + size + tail.length)));
        String opened = sent(request("/api/v1/cases")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of(
                        "category",
                        "GENERAL_INQUIRY",
                        "country",
                        "US",
                        "title",
                        "A document",
                        "description",
                        "Here it is.",
                        "documentIds",
                        List.of(document))))));
        HttpResponse<InputStream> answer = http.send(
                request("/api/v1/cases/" + opened + "/documents/" + document)
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream content = answer.body()) {
            byte[] buffer = new byte[16 * 1024];
            long received = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                received += read;
            }
            if (answer.statusCode() != 200 || received != size) {
                throw new IllegalStateException("%d: %d bytes of %d".formatted(answer.statusCode(), received, size));
            }
        }
    }

    private static InputStream document(int size) {
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(HEAD),
                new Filler(size - HEAD.length - TAIL.length),
                new ByteArrayInputStream(TAIL))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service + path)).header("Authorization", "Bearer " + token);
    }

    /** The id of what was made. */
    private String sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body()).path("id").asString();
    }

    /** Bytes that do not compress, made as they are read. */
    private static final class Filler extends InputStream {
        private final int size;
        private int at;
        private int state = 0x9E3779B9;

        Filler(int size) {
            this.size = size;
        }

        @Override
        public int read() {
            if (at == size) {
                return -1;
            }
            at++;
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            return state & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == size && length > 0) {
                return -1;
            }
            int count = Math.min(length, size - at);
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
