package io.portline.web.trace;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.portline.web.ServiceWebDefaults;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** What is logged while a request is answered says which trace and which order it belongs to, as text and as JSON. */
class LogLinesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String ORDER = "0192f0c1-2b3c-7d4e-8f50-617283940a1b";
    private static final String PATH = "/api/v1/port-orders/" + ORDER + "/cancel";

    @Test
    void nameTraceAndOrderInText() throws Exception {
        MockEnvironment environment = withDefaults();
        LoggerContext logging = logging(environment);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(environment.getRequiredProperty("logging.pattern.correlation") + "%m%n");

        assertThat(lines(logging, encoder, PATH)).isEqualTo("[%s %s] It is done%n".formatted(TRACE, ORDER));
        assertThat(lines(logging, encoder, "/api/v1/port-orders")).isEqualTo("[%s ] It is done%n".formatted(TRACE));
    }

    @Test
    void nameTraceAndOrderInJson() throws Exception {
        MockEnvironment environment =
                withDefaults("portline.logging.json", "true", "spring.application.name", "order-service");
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setFormat(environment.getRequiredProperty("logging.structured.format.console"));

        JsonNode line = JsonMapper.shared().readTree(lines(logging(environment), encoder, PATH));
        assertThat(line.path("message").asString()).isEqualTo("It is done");
        assertThat(line.path("traceId").asString()).as("%s", line).isEqualTo(TRACE);
        assertThat(line.path("subject").asString()).as("%s", line).isEqualTo(ORDER);
    }

    @Test
    void areTextUnlessJsonIsAskedFor() {
        assertThat(withDefaults().getProperty("logging.structured.format.console"))
                .isNull();
    }

    private static MockEnvironment withDefaults(String... settings) {
        MockEnvironment environment = new MockEnvironment();
        for (int i = 0; i < settings.length; i += 2) {
            environment.setProperty(settings[i], settings[i + 1]);
        }
        new ServiceWebDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    /** Beside the one of this process, which other tests use; the context of a thread is the same for both. */
    private static LoggerContext logging(Environment environment) {
        LoggerContext logging = new LoggerContext();
        logging.setMDCAdapter(MDC.getMDCAdapter());
        logging.putObject(Environment.class.getName(), environment);
        return logging;
    }

    /** What is written when the handler of that request logs a line. */
    private static String lines(LoggerContext logging, Encoder<ILoggingEvent> encoder, String path)
            throws IOException, ServletException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(logging);
        encoder.setContext(logging);
        encoder.start();
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        Logger logger = logging.getLogger("handler");
        logger.addAppender(appender);

        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.addHeader(TraceFilter.HEADER, "00-" + TRACE + "-00f067aa0ba902b7-01");
        new TraceFilter().doFilter(request, new MockHttpServletResponse(), (_, _) -> logger.info("It is done"));
        logger.detachAppender(appender);
        return written.toString(StandardCharsets.UTF_8);
    }
}
