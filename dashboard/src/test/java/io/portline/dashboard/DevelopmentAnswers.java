package io.portline.dashboard;

import io.portline.dashboard.OtherServices.Answer;

import java.util.UUID;

/** What the other services say to a dashboard that is only looked at. */
final class DevelopmentAnswers {

    static final UUID DRAFT = UUID.fromString("01900000-0000-7000-8000-00000000d001");
    static final UUID ENDPOINT = UUID.fromString("01900000-0000-7000-8000-00000000e001");

    private DevelopmentAnswers() {}

    static void tell(OtherServices others, UUID order, UUID supportCase) {
        others.on("GET", "/actuator/prometheus", new Answer(200, "text/plain", "", """
                portline_outbox_oldest_age_seconds 0.02
                portline_outbox_waiting 1.0
                portline_outbox_held_keys 0.0
                portline_dead_letters_open 1.0
                """));
        json(others, "/api/v1/dead-letters", """
                {"open":1,"items":[%s]}""".formatted(LETTER));
        json(others, "/api/v1/dead-letters/17", """
                {"letter":%s,"headers":{"ce_id":"01900000-0000-7000-8000-0000000000aa","ce_type":"io.portline.porting.carrier-reply.v1"},"payload":null,
                 "stackTrace":"java.lang.IllegalStateException: no attempt 3 of PO-000042\\n\\tat io.portline.order.portorder.PortOrderService.reply(PortOrderService.java:217)"}
                """.formatted(LETTER));
        json(others, "/api/v1/simulator", """
                {"clock":{"speed":3600.0,"businessNow":"2026-11-25T08:00:00Z"},"pausedCarriers":["fr-armorique"],"carriersThatRejectAll":["jp-sakura"]}""");
        json(others, "/api/v1/drafts", """
                {"items":[{"id":"%s","order":{"name":"Lille showroom","country":"FR","losingCarrierId":"fr-hexatel","portType":"FULL","numbers":["+33320123456","+33320123457"]},
                 "hasPasscode":false,"createdBy":"Ada Lovelace","updatedAt":"2026-11-24T15:04:00Z"}]}""".formatted(DRAFT));
        others.on("GET", "/api/v1/drafts/" + DRAFT, Answer.json(200, """
                {"id":"%s","order":{"name":"Lille showroom","country":"FR","losingCarrierId":"fr-hexatel","portType":"FULL","numbers":["+33320123456","+3332012345"]},"hasPasscode":true}""".formatted(DRAFT)));
        others.on("PUT", "/api/v1/drafts/" + DRAFT, Answer.json(200, "{\"hasPasscode\":true}"));
        others.on("POST", "/api/v1/drafts", Answer.json(201, "{\"id\":\"" + DRAFT + "\",\"hasPasscode\":true}"));
        others.on("POST", "/api/v1/portability-checks", Answer.json(200, """
                {"items":[{"input":"+33320123456","number":"+33320123456","valid":true,"portable":true,"carrier":{"id":"fr-hexatel","name":"Hexatel"},"accountNumberRequired":false,"passcodeRequired":false},
                 {"input":"+3332012345","number":null,"valid":false,"portable":false,"reason":{"code":"NOT_A_NUMBER","text":"This is not a phone number of the country."}}]}"""));
        for (String carrier : new String[] {"fr-hexatel", "fr-armorique"}) {
            json(others, "/api/v1/carriers/" + carrier + "/foc-dates", DATES);
        }
        json(
                others,
                "/api/v1/port-orders/" + new UUID(order.getMostSignificantBits(), order.getLeastSignificantBits() - 1)
                        + "/foc-dates",
                DATES);
        json(
                others,
                "/api/v1/port-orders/" + new UUID(order.getMostSignificantBits(), order.getLeastSignificantBits() - 1)
                        + "/documents",
                """
                {"items":[{"id":"01900000-0000-7000-8000-0000000000ff","name":"letter-of-authorization.pdf","sizeBytes":48210,"kind":"LOA"},
                 {"id":"01900000-0000-7000-8000-0000000000fe","name":"last-bill.pdf","sizeBytes":182044,"kind":"OTHER"}]}""");
        json(
                others,
                "/api/v1/port-orders/" + new UUID(order.getMostSignificantBits(), order.getLeastSignificantBits() - 1)
                        + "/timeline",
                """
                {"items":[{"sequence":4,"change":"COMMENTED","to":"TRANSFER_APPROVED","at":"2026-11-24T10:00:00Z","actor":"ADMIN","actorName":"Ada Lovelace","note":"Please call the reception before 9:00 on the day."}]}""");
        json(others, "/api/v1/port-out-pin", """
                {"required":true,"set":true,"changedAt":"2026-11-20T10:00:00Z","changedBy":"Ada Lovelace","contacts":[{"email":"ada@contoso.example","name":"Ada Lovelace","language":"en"}]}""");
        json(others, "/api/v1/numbers", """
                {"items":[{"number":"+33142345007","country":"FR","type":"USER","assigned":true,"since":"2026-12-01T09:00:00Z","orderId":"%1$s","orderNumber":"PO-000001","portOutId":null},
                 {"number":"+33142345678","country":"FR","type":"SERVICE","assigned":false,"since":"2026-11-02T09:00:00Z","orderId":"%1$s","orderNumber":"PO-000001","portOutId":"01900000-0000-7000-8000-0000000000c9"}]}""".formatted(order));
        json(others, "/api/v1/numbers/+33142345678", """
                {"number":"+33142345678","inventory":{"number":"+33142345678","type":"SERVICE","since":"2026-11-02T09:00:00Z"},
                 "orders":[{"id":"%s","number":"PO-000001","name":"Paris office, main line","status":"COMPLETED","losingCarrier":{"id":"fr-hexatel","name":"Hexatel"},"ported":true,"deleted":false,"submittedAt":"2026-10-20T09:00:00Z"}],
                 "portOuts":[{"id":"01900000-0000-7000-8000-0000000000c9","number":"OUT-000012","status":"APPROVED","winningCarrier":{"id":"us-bluegrass","name":"Bluegrass Wireless"},"completesAt":"2026-12-01T09:00:00Z"}]}""".formatted(order));
        json(others, "/api/v1/webhook-endpoints", "{\"items\":[" + WEBHOOK + "]}");
        json(others, "/api/v1/webhook-endpoints/" + ENDPOINT, WEBHOOK);
        json(others, "/api/v1/webhook-endpoints/" + ENDPOINT + "/deliveries", """
                {"items":[{"id":"01900000-0000-7000-8000-00000000f001","type":"port-order.completed","subjectNumber":"PO-000001","result":"SENT","attempts":1,"createdAt":"2026-11-25T07:59:00Z","httpStatus":204},
                 {"id":"01900000-0000-7000-8000-00000000f002","type":"port-order.carrier-rejected","subjectNumber":"PO-000003","result":"RETRYING","attempts":3,"createdAt":"2026-11-25T07:20:00Z","httpStatus":503,"nextAttempt":"2026-11-25T08:20:00Z","detail":"Service Unavailable"}]}""");
        json(others, "/api/v1/desk-agents", """
                {"items":[{"subject":"desk","name":"Dana Desk"},{"subject":"haru","name":"Haru Sato"}]}""");
        json(others, "/api/v1/feedback", """
                {"items":[{"id":"01900000-0000-7000-8000-00000000fb02","tenantId":"contoso","by":"Ada Lovelace","stars":5,"words":"Quick, and everything was explained.","at":"2026-11-24T16:00:00Z"},
                 {"id":"01900000-0000-7000-8000-00000000fb01","tenantId":"fabrikam","by":"Claire Fontaine","words":"La réponse a tardé pendant le week-end.","at":"2026-11-23T08:30:00Z"}]}""");
        json(others, "/api/v1/cases/" + supportCase + "/notes", """
                {"items":[{"at":"2026-11-24T11:00:00Z","actorName":"Dana Desk","text":"Hexatel wants one letter for each account."}]}""");
    }

    private static void json(OtherServices others, String path, String body) {
        others.on("GET", path, Answer.json(200, body));
    }

    private static final String LETTER = """
            {"id":17,"consumer":"order-service.carrier-replies","topic":"porting.carrier-reply.v1","partition":3,"offset":1204,"key":"01900000-0000-7000-8000-0000000000a1","version":4,
             "cause":"BUG","exception":"java.lang.IllegalStateException","message":"no attempt 3 of PO-000042","attempts":5,"state":"OPEN","failedAt":"2026-11-25T07:58:00Z"}""";

    private static final String WEBHOOK = """
            {"id":"%s","url":"https://hooks.contoso.example/portline","description":"Billing system","eventTypes":["port-order.completed","port-order.carrier-rejected"],"enabled":true}""".formatted(ENDPOINT);

    private static final String DATES = """
            {"zone":"Europe/Paris","earliest":{"local":"2026-12-01T08:00:00","zone":"Europe/Paris","instant":"2026-12-01T07:00:00Z"},
             "rule":{"code":"CARRIER_INTERVAL","text":"Hexatel needs 4 business days."},
             "items":[{"date":"2026-12-01","from":"08:00:00","to":"17:00:00"},{"date":"2026-12-02","from":"08:00:00","to":"17:00:00"},{"date":"2026-12-03","from":"08:00:00","to":"17:00:00"}]}""";
}
