package io.portline.messaging.inbox;

import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.TestDatabase;
import io.portline.messaging.TestRecords;
import io.portline.messaging.codec.SerdeMessageCodec;
import io.portline.messaging.deadletter.web.DeadLetterController;
import io.portline.messaging.outbox.HeldKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import java.util.concurrent.atomic.AtomicBoolean;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** Dead letters and held keys over HTTP, with a real consumer behind them. */
class OperatorApiTest {

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private SerdeMessageCodec codec;
    private TestDatabase database;
    private InboxBench bench;
    private MockMvc http;

    @BeforeEach
    void anEventIsGivenUp() {
        codec = TestRecords.codec();
        database = TestDatabase.create("operator");
        bench = new InboxBench(
                database, codec, TestInfrastructure.kafka().bootstrapServers(), subscription -> subscription, event -> {
                    if (event.key().equals("b") && broken.get()) {
                        throw new IllegalArgumentException("cannot do b");
                    }
                });
        bench.start();
        bench.send("b", 1);
        bench.awaitDeadLetters(1);
        http = MockMvcBuilders.standaloneSetup(
                        new DeadLetterController(bench.deadLetters(), new HeldKeys(database.jdbc())))
                .build();
    }

    @AfterEach
    void close() {
        bench.close();
        codec.close();
    }

    @Test
    void listsLooksAndRedrivesWithAReason() throws Exception {
        http.perform(get("/api/v1/dead-letters").with(operator()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.open").value(1))
                .andExpect(jsonPath("$.items[0].key").value("b"))
                .andExpect(jsonPath("$.items[0].cause").value("BUG"));
        http.perform(get("/api/v1/dead-letters?consumer=another").with(operator()))
                .andExpect(jsonPath("$.items", hasSize(0)));
        long id = bench.deadLetters().open(null, 0, 1).getFirst().id();
        http.perform(get("/api/v1/dead-letters?after=" + id).with(operator()))
                .andExpect(jsonPath("$.items", hasSize(0)));
        http.perform(get("/api/v1/dead-letters/" + id).with(operator()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.payload").isNotEmpty())
                .andExpect(jsonPath("$.stackTrace", containsString("cannot do b")));
        http.perform(get("/api/v1/dead-letters/" + (id + 1)).with(operator())).andExpect(status().isNotFound());

        http.perform(post(id, "redrive", "{\"reason\":\" \"}")).andExpect(status().isUnprocessableContent());
        http.perform(post(id, "redrive", "{\"reason\":\"perhaps\"}")).andExpect(status().isUnprocessableContent());
        broken.set(false);
        http.perform(post(id, "redrive", "{\"reason\":\"mended\"}"))
                .andExpect(status().isOk())
                .andExpect(content().json("{\"handled\":1}"));
        http.perform(get("/api/v1/dead-letters/" + id).with(operator()))
                .andExpect(jsonPath("$.letter.state").value("REDRIVEN"))
                .andExpect(jsonPath("$.letter.resolvedBy").value("olga"))
                .andExpect(jsonPath("$.letter.resolutionReason").value("mended"));
        http.perform(post(id, "discard", "{\"reason\":\"too late\"}")).andExpect(status().isConflict());
        bench.awaitHandled("b", 1L);
    }

    @Test
    void discardsWithAReasonAndNeverHandlesIt() throws Exception {
        long id = bench.deadLetters().open(null, 0, 1).getFirst().id();
        http.perform(post(id, "discard", "{}")).andExpect(status().isUnprocessableContent());
        http.perform(post(id, "discard", "{\"reason\":\"a mistake\"}")).andExpect(status().isOk());
        http.perform(post(id, "redrive", "{\"reason\":\"after all\"}")).andExpect(status().isConflict());
        http.perform(get("/api/v1/dead-letters").with(operator()))
                .andExpect(jsonPath("$.open").value(0));
    }

    @Test
    void listsAndReleasesHeldKeys() throws Exception {
        database.jdbc()
                .sql(
                        "INSERT INTO held_key (topic, message_key, outbox_id, reason, held_at) VALUES ('t.v1', 'k', 1, 'too large', now())")
                .update();
        http.perform(get("/api/v1/held-keys").with(operator()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].key").value("k"))
                .andExpect(jsonPath("$[0].reason").value("too large"));
        http.perform(delete("/api/v1/held-keys?topic=t.v1&key=k").with(operator()))
                .andExpect(status().isNoContent());
        http.perform(delete("/api/v1/held-keys?topic=t.v1&key=k").with(operator()))
                .andExpect(status().isNotFound());
    }

    @Test
    void letsNobodyElseDoAnyOfIt() throws Exception {
        long id = bench.deadLetters().open(null, 0, 1).getFirst().id();
        for (RequestPostProcessor caller :
                new RequestPostProcessor[] {request -> request, as("TENANT_ADMIN"), as("SERVICE")}) {
            for (MockHttpServletRequestBuilder request : new MockHttpServletRequestBuilder[] {
                get("/api/v1/dead-letters"),
                get("/api/v1/dead-letters/" + id),
                MockMvcRequestBuilders.post("/api/v1/dead-letters/" + id + "/redrive")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\":\"mine\"}"),
                MockMvcRequestBuilders.post("/api/v1/dead-letters/" + id + "/discard")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\":\"mine\"}"),
                get("/api/v1/held-keys"),
                delete("/api/v1/held-keys?topic=t&key=k")
            }) {
                http.perform(request.with(caller)).andExpect(status().isForbidden());
            }
        }
    }

    private static MockHttpServletRequestBuilder post(long id, String action, String body) {
        return MockMvcRequestBuilders.post("/api/v1/dead-letters/" + id + "/" + action)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .with(operator());
    }

    private static RequestPostProcessor operator() {
        return as("OPERATOR");
    }

    private static RequestPostProcessor as(String role) {
        return (MockHttpServletRequest request) -> {
            request.setUserPrincipal(() -> "olga");
            request.addUserRole(role);
            return request;
        };
    }
}
