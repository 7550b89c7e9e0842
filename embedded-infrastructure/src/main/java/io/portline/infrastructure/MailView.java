package io.portline.infrastructure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Shows the mails on the loopback address: {@code /mails} and {@code /mails/{n}}, as JSON when asked by {@code Accept: application/json}, else as
 * a page. {@code DELETE /mails} forgets them.
 */
final class MailView implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor;

    private MailView(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    static MailView start(int port, MailStore store) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(executor);
            Pages pages = new Pages(store);
            server.createContext("/", pages::handle);
            server.start();
            return new MailView(server, executor);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot show the mails on port " + port, e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private record Pages(MailStore store) {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        void handle(HttpExchange exchange) throws IOException {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                String method = exchange.getRequestMethod();
                if ("DELETE".equals(method) && "/mails".equals(path)) {
                    store.clear();
                    exchange.sendResponseHeaders(204, -1);
                } else if (!"GET".equals(method)) {
                    respond(exchange, 405, "text/plain", "Only GET, and DELETE /mails\n");
                } else if ("/".equals(path)) {
                    exchange.getResponseHeaders().set("Location", "/mails");
                    exchange.sendResponseHeaders(302, -1);
                } else if ("/mails".equals(path)) {
                    list(exchange);
                } else if (path.matches("/mails/[0-9]{1,9}")) {
                    one(exchange, Integer.parseInt(path.substring("/mails/".length())));
                } else {
                    respond(exchange, 404, "text/plain", "There are only /mails and /mails/{number}\n");
                }
            }
        }

        private void list(HttpExchange exchange) throws IOException {
            List<ReceivedMail> newestFirst = new ArrayList<>(store.all()).reversed();
            if (wantsJson(exchange)) {
                respond(exchange, 200, "application/json", JSON.writeValueAsString(newestFirst));
                return;
            }
            StringBuilder rows = new StringBuilder();
            for (ReceivedMail mail : newestFirst) {
                rows.append(
                        "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td lang=\"%s\"><a href=\"/mails/%d\">%s</a></td></tr>%n"
                                .formatted(
                                        mail.number(),
                                        escape(mail.receivedAt().toString()),
                                        escape(mail.to()),
                                        escape(mail.language()),
                                        escape(mail.language()),
                                        mail.number(),
                                        escape(mail.subject().isEmpty() ? "(no subject)" : mail.subject())));
            }
            String table = newestFirst.isEmpty() ? "<p>No mail has come yet.</p>" : """
                    <table><thead><tr><th scope="col">No.</th><th scope="col">Received</th><th scope="col">To</th>\
                    <th scope="col">Language</th><th scope="col">Subject</th></tr></thead><tbody>
                    %s</tbody></table>""".formatted(rows);
            respond(
                    exchange,
                    200,
                    "text/html",
                    page("Mails", "<h1>Mails (%d)</h1>%s".formatted(newestFirst.size(), table)));
        }

        private void one(HttpExchange exchange, int number) throws IOException {
            Optional<ReceivedMail> found = store.find(number);
            if (found.isEmpty()) {
                respond(exchange, 404, "text/plain", "There is no mail %d (any more)\n".formatted(number));
                return;
            }
            ReceivedMail mail = found.get();
            if (wantsJson(exchange)) {
                respond(exchange, 200, "application/json", JSON.writeValueAsString(mail));
                return;
            }
            // The mail's own HTML runs in a frame without scripts, forms or our origin.
            String body = """
                    <p><a href="/mails">All mails</a></p><h1>%s</h1>
                    <dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd><dt>Language</dt><dd>%s</dd><dt>Received</dt><dd>%s</dd>\
                    <dt>Message-ID</dt><dd>%s</dd><dt>References</dt><dd>%s</dd></dl>
                    <h2>Text</h2><pre lang="%s">%s</pre>
                    <h2>HTML</h2><iframe title="The mail as HTML" sandbox="" srcdoc="%s"></iframe>""".formatted(
                            escape(mail.subject()),
                            escape(mail.from()),
                            escape(mail.to()),
                            escape(mail.language()),
                            escape(mail.receivedAt().toString()),
                            escape(mail.messageId()),
                            escape(mail.header("References")),
                            escape(mail.language()),
                            escape(mail.text()),
                            escape(mail.html()));
            respond(exchange, 200, "text/html", page(mail.subject(), body));
        }

        private static boolean wantsJson(HttpExchange exchange) {
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            return accept != null && accept.toLowerCase(Locale.ROOT).contains("application/json");
        }

        private static String page(String title, String body) {
            return """
                    <!doctype html>
                    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title>
                    <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1f24;background:#fff}\
                    table{border-collapse:collapse;width:100%%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #d0d7de}\
                    pre{white-space:pre-wrap;background:#f6f8fa;padding:1rem}iframe{width:100%%;height:30rem;border:1px solid #d0d7de}\
                    dt{font-weight:600}</style></head>
                    <body>%s</body></html>
                    """.formatted(escape(title), body);
        }

        private static String escape(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&#39;");
        }

        private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
