package io.portline.webtest;

import io.portline.infrastructure.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonFaultsTest {

    private final Api api = WebTestApplication.shared();
    private final String admin = TestIssuer.shared().tenantAdmin("contoso", "US");

    private Api.Answer post(String json) {
        return api.post(admin, "/api/v1/things", json);
    }

    @Test
    void namesEveryFaultOfABodyAtOnce() {
        Api.Answer answer = post("""
                {"name": 5, "colour": "GREEN", "shiny": "yes", "weight": "heavy", "on": "2026-02-30", "nmae": {"a": [1]},
                 "address": {"line1": " ", "code": "ABC", "planet": "Mars"},
                 "numbers": ["+12025550123", "", 7, null],
                 "contacts": [{"email": "a@b.example"}, {"email": "nobody"}, "x", {"name": "n", "phone": 1}],
                 "fields": {"a/b": "", "ok": "x"}}
                """);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:validation");
        assertThat(answer.errors())
                .containsExactlyInAnyOrder(
                        "pointer:/name WRONG_TYPE",
                        "pointer:/colour UNKNOWN_VALUE",
                        "pointer:/shiny WRONG_TYPE",
                        "pointer:/weight WRONG_TYPE",
                        "pointer:/on INVALID_VALUE",
                        "pointer:/nmae UNKNOWN_PROPERTY",
                        "pointer:/address/line1 REQUIRED",
                        "pointer:/address/code POSTAL_CODE",
                        "pointer:/address/planet UNKNOWN_PROPERTY",
                        "pointer:/numbers/1 REQUIRED",
                        "pointer:/numbers/2 WRONG_TYPE",
                        "pointer:/numbers/3 REQUIRED",
                        "pointer:/numbers SIZE",
                        "pointer:/contacts/1/email FORMAT",
                        "pointer:/contacts/2 WRONG_TYPE",
                        "pointer:/contacts/3/email REQUIRED",
                        "pointer:/contacts/3/phone UNKNOWN_PROPERTY",
                        "pointer:/fields/a~1b REQUIRED");
        assertThat(answer.text()).doesNotContain("java", "portline.webtest", "heavy");
        assertThat(answer.json().toString()).contains("allowed: RED, BLUE", "expected boolean");
    }

    @Test
    void namesEveryBrokenRuleOfAWellFormedBody() {
        Api.Answer answer = post("""
                {"name": "123456789012345678901", "weight": 1, "address": {"code": "1"}, "contacts": [{"email": "x"}],
                 "numbers": ["1", "2", "3", ""], "fields": {"k": " "}}""");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors())
                .containsExactlyInAnyOrder(
                        "pointer:/name SIZE",
                        "pointer:/address/line1 REQUIRED",
                        "pointer:/address/code POSTAL_CODE",
                        "pointer:/contacts/0/email FORMAT",
                        "pointer:/numbers SIZE",
                        "pointer:/numbers/3 REQUIRED",
                        "pointer:/fields/k REQUIRED");
        assertThat(answer.json().toString()).contains("Not a postal code");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name": "x", "weight": 1.5}                  | pointer:/weight WRONG_TYPE
                    {"name": "x", "weight": 99999999999}          | pointer:/weight INVALID_VALUE
                    {"name": "x", "weight": null}                 | pointer:/weight REQUIRED
                    {"name": "x"}                                 | pointer:/weight REQUIRED
                    {"name": "x", "weight": [1]}                  | pointer:/weight WRONG_TYPE
                    {"name": "x", "weight": 1, "shiny": 1}        | pointer:/shiny WRONG_TYPE
                    {"name": "x", "weight": 1, "colour": 0}       | pointer:/colour WRONG_TYPE
                    {"name": "x", "weight": 1, "colour": {}}      | pointer:/colour WRONG_TYPE
                    {"name": "x", "weight": 1, "on": 20000}       | pointer:/on WRONG_TYPE
                    {"name": "x", "weight": 1, "numbers": "1"}    | pointer:/numbers WRONG_TYPE
                    {"name": "x", "weight": 1, "numbers": {}}     | pointer:/numbers WRONG_TYPE
                    {"name": "x", "weight": 1, "address": "home"} | pointer:/address WRONG_TYPE
                    {"name": "x", "weight": 1, "address": []}     | pointer:/address WRONG_TYPE
                    {"name": "x", "weight": 1, "fields": []}      | pointer:/fields WRONG_TYPE
                    {"name": {"a": 1}, "weight": 1}               | pointer:/name WRONG_TYPE
                    {"name": "\\u0000", "weight": 1}              | pointer:/name CHARACTERS
                    {"name": "\\ud800", "weight": 1}              | pointer:/name CHARACTERS
                    {"name": null, "weight": 1}                   | pointer:/name REQUIRED
                    [1, 2]                                        | pointer: WRONG_TYPE
                    "text"                                        | pointer: WRONG_TYPE
                    7                                             | pointer: WRONG_TYPE
                    """)
    void pointsAtTheFault(String json, String fault) {
        Api.Answer answer = post(json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.errors()).containsExactly(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"x\"",
                "{\"name\": \"x\"} {}",
                "{\"name\": \"x\", \"name\": \"y\"}",
                "{name: 1}",
                "{\"name\": \"x\",}",
                "nonsense",
                "{\"name\": 01}"
            })
    void saysWhereBrokenJsonIsBroken(String json) {
        Api.Answer answer = post(json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:malformed");
        assertThat(answer.json().path("line").asInt()).isEqualTo(1);
        assertThat(answer.json().path("column").asInt()).isPositive();
    }

    @Test
    void saysThatTheBodyIsMissing() {
        for (String nothing : new String[] {"", "  ", "null"}) {
            Api.Answer answer = post(nothing);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.type()).isEqualTo("urn:portline:problem:malformed");
            assertThat(answer.errors()).containsExactly("pointer: REQUIRED");
        }
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThat(post("[".repeat(100_000)).status()).isIn(400, 422);
        assertThat(post("{\"nmae\":".repeat(20_000)).status()).isEqualTo(400);
    }

    @Test
    void boundsTheFaultsThatItTells() {
        StringBuilder body = new StringBuilder("{\"name\":\"x\",\"weight\":1,\"contacts\":[1");
        body.append(",1".repeat(100_000)).append("]}");
        Api.Answer answer = post(body.toString());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).hasSize(1000);
    }
}
