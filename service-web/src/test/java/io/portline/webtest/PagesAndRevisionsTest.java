package io.portline.webtest;

import io.portline.infrastructure.TestIssuer;
import io.portline.web.page.Cursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class PagesAndRevisionsTest {

    private final Api api = WebTestApplication.shared();
    private final String admin = TestIssuer.shared().tenantAdmin("tenant-" + UUID.randomUUID(), "US");

    @Test
    void leadsThroughAListByItsLinks() {
        for (int i = 0; i < 5; i++) {
            api.post(admin, "/api/v1/things", "{\"name\":\"a b" + i + "\",\"weight\":1}");
        }
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.of("/api/v1/things?limit=2&q=a%20b");
        int pages = 0;
        while (next.isPresent()) {
            Api.Answer page = api.get(admin, next.get());
            assertThat(page.status()).isEqualTo(200);
            page.json()
                    .path("items")
                    .valueStream()
                    .forEach(item -> names.add(item.path("name").asString()));
            next = page.header("Link").map(link -> {
                assertThat(link).startsWith("<http://localhost:" + api.port()).endsWith(">; rel=\"next\"");
                URI uri = URI.create(link.substring(1, link.indexOf('>')));
                assertThat(uri.getQuery())
                        .contains("cursor=" + page.json().path("next").asString(), "limit=2");
                return uri.getRawPath() + "?" + uri.getRawQuery();
            });
            assertThat(page.json().has("next")).isEqualTo(next.isPresent());
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(names).containsExactly("a b0", "a b1", "a b2", "a b3", "a b4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=-1", "limit=many", "limit=", "limit=99999999999"})
    void refusesLimitsOutOfRange(String query) {
        Api.Answer answer = api.get(admin, "/api/v1/things?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).containsExactly("parameter:limit OUT_OF_RANGE");
        assertThat(answer.json().at("/errors/0/detail").asString()).isEqualTo("Must be from 1 to 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "", "AAAA*", "_____w", "eHg"})
    void refusesCursorsThatItNeverGave(String cursor) {
        Api.Answer answer = api.get(admin, "/api/v1/things?cursor=" + cursor);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:invalid-parameter");
        assertThat(answer.errors()).containsExactly("parameter:cursor CURSOR");
    }

    @Test
    void namesBothFaultsOfAPage() {
        assertThat(api.get(admin, "/api/v1/things?cursor=!&limit=0").errors())
                .containsExactly("parameter:limit OUT_OF_RANGE", "parameter:cursor CURSOR");
    }

    @Test
    void keepsEveryKeyOfACursor() {
        Cursor cursor = Cursor.of("a\u001fb", "\u001b\u001f", "", "数");
        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void changesOnlyTheRevisionThatTheCallerSaw() {
        Api.Answer created = api.post(admin, "/api/v1/things", "{\"name\":\"one\",\"weight\":1}");
        String location = created.header("Location").orElseThrow();
        assertThat(created.header("ETag")).contains("\"1\"");

        Api.Answer without = api.put(admin, location, "{\"name\":\"two\"}");
        assertThat(without.status()).isEqualTo(428);
        assertThat(without.type()).isEqualTo("urn:portline:problem:precondition-required");
        assertThat(without.errors()).containsExactly("header:If-Match REQUIRED");

        Api.Answer changed = api.put(admin, location, "{\"name\":\"two\"}", "If-Match", "\"1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).contains("\"2\"");

        Api.Answer stale = api.put(admin, location, "{\"name\":\"three\"}", "If-Match", "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.type()).isEqualTo("urn:portline:problem:stale");

        for (String never : List.of("W/\"2\"", "\"02x\"", "\"99999999999999999999\"")) {
            assertThat(api.put(admin, location, "{\"name\":\"x\"}", "If-Match", never)
                            .status())
                    .isEqualTo(412);
        }
        for (String broken : List.of("2", "\"2", "\"1\" \"2\"")) {
            assertThat(api.put(admin, location, "{\"name\":\"x\"}", "If-Match", broken)
                            .status())
                    .as(broken)
                    .isEqualTo(400);
        }
        assertThat(api.put(admin, location, "{\"name\":\"three\"}", "If-Match", "W/\"1\", \"2\"")
                        .status())
                .isEqualTo(200);
        assertThat(api.put(admin, location, "{\"name\":\"four\"}", "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void savesTheBodyOfWhatTheCallerHas() {
        String location = api.post(admin, "/api/v1/things", "{\"name\":\"one\",\"weight\":1}")
                .header("Location")
                .orElseThrow();
        assertThat(api.get(admin, location, "If-None-Match", "\"1\"").status()).isEqualTo(304);
        assertThat(api.get(admin, location, "If-None-Match", "\"2\"").status()).isEqualTo(200);
    }
}
