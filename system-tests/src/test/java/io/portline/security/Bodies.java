package io.portline.security;

import io.portline.security.Endpoints.Endpoint;

import java.util.Map;

/** For each operation a body that its handler would take from whoever may send it, so that a refusal is about the sender. */
final class Bodies {
    static final String MULTIPART = "multipart/form-data; boundary=b";
    static final String PDF = "%PDF-1.7\n%%EOF\n";

    private static final String CONTACTS =
            "{\"contacts\":[{\"email\":\"walk@fabrikam.example\",\"name\":\"Walk\",\"language\":\"en\"}]}";
    private static final String TEXT = "{\"text\":\"Walk\"}";
    private static final String HOOK =
            "{\"url\":\"http://localhost:1/other\",\"eventTypes\":[\"port-order.completed\"]}";

    private final Belongings belongings;

    Bodies(Belongings belongings) {
        this.belongings = belongings;
    }

    static String multipart(Map<String, String> parts) {
        StringBuilder body = new StringBuilder();
        parts.forEach((name, content) -> body.append(
                "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n%s\r\n"
                        .formatted(
                                name,
                                name,
                                content.startsWith("{") ? "application/json" : "application/octet-stream",
                                content)));
        return body.append("--b--\r\n").toString();
    }

    /** Of that media type. */
    String of(Endpoint operation, String mediaType) {
        if (!mediaType.startsWith("multipart")) {
            return text(operation);
        }
        return switch (operation.shortPath()) {
            case "/port-orders" -> multipart(Map.of("order", text(operation)));
            case "/port-order-groups" -> multipart(Map.of("group", text(operation)));
            case "/documents", "/port-orders/{id}/documents" -> multipart(Map.of("file", PDF));
            case "/subscribers/file" -> multipart(Map.of("file", "[]"));
            default -> throw unknown(operation);
        };
    }

    private String text(Endpoint operation) {
        String number = belongings.number;
        return switch (operation.method() + " " + operation.shortPath()) {
            case "POST /dead-letters/{id}/discard", "POST /dead-letters/{id}/redrive" -> "{\"reason\":\"walk\"}";

            case "POST /port-orders", "PUT /port-orders/{id}", "POST /drafts", "PUT /drafts/{id}" ->
                belongings.order.body().toString();
            case "POST /letters-of-authorization" -> "{\"name\":\"Walk\"}";
            case "POST /port-orders/{id}/comments",
                    "POST /cases/{id}/ask",
                    "POST /cases/{id}/comments",
                    "POST /cases/{id}/notes",
                    "POST /cases/{id}/resolve" -> TEXT;
            case "POST /port-orders/{id}/contacts", "PUT /port-out-contacts", "PUT /cases/{id}/contacts" -> CONTACTS;
            case "PUT /port-orders/{id}/foc-date" ->
                "{\"requestedPortDate\":\"%s\"}"
                        .formatted(belongings
                                .order
                                .body()
                                .path("requestedPortDate")
                                .asString());
            case "POST /port-order-groups" -> """
                {"tenantId":"contoso","caseId":"%s","caseNumber":"%s","order":{"name":"Walk"},"numbers":["%s"]}
                """.formatted(belongings.caseId, belongings.caseNumber, number);
            case "POST /number-states" -> "{\"tenantId\":\"contoso\",\"numbers\":[\"%s\"]}".formatted(number);
            case "PUT /numbers/{number}" -> "{\"assigned\":true}";
            case "POST /portability-checks" -> "{\"country\":\"US\",\"numbers\":[\"%s\"]}".formatted(number);
            case "PUT /port-out-pin" -> "{\"pin\":\"918273\"}";
            case "POST /port-out-requests" -> """
                {"requestId":"walk","winningCarrierId":"us-bluegrass","winningCarrierName":"Bluegrass","numbers":["%s"],
                 "requestedPortDate":"2030-01-07T10:00","zone":"America/Los_Angeles"}
                """.formatted(number);

            case "POST /carriers/{carrierId}/reject-all" -> "{\"on\":true}";
            case "POST /number-lookups" -> "{\"numbers\":[\"%s\"]}".formatted(number);
            case "PUT /subscribers" -> "[]";
            case "POST /winning-carriers/{carrierId}/port-outs" -> """
                {"numbers":["%s"],"requestedPortDate":"2030-01-07T10:00","zone":"America/Los_Angeles"}
                """.formatted(number);

            case "POST /webhook-endpoints", "PUT /webhook-endpoints/{id}" -> HOOK;
            case "POST /webhook-endpoints/{id}/replay" ->
                "{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2099-01-01T00:00:00Z\"}";

            case "POST /cases" -> """
                {"category":"GENERAL_INQUIRY","country":"US","title":"Walk","description":"Walk"}
                """;
            case "POST /cases/{id}/assign" -> "{\"agent\":null}";
            case "POST /cases/{id}/cancel" -> "{\"reason\":\"NO_LONGER_NEEDED\"}";
            case "POST /cases/{id}/orders" -> "{\"order\":{\"name\":\"Walk\"},\"numbers\":[\"%s\"]}".formatted(number);
            case "POST /cases/{id}/rating", "POST /feedback" -> "{\"stars\":1}";
            case "POST /inbound-mails" ->
                "From: walk@contoso.example\r\nTo: cases@localhost\r\nSubject: Walk\r\n\r\nWalk\r\n";
            default -> throw unknown(operation);
        };
    }

    private static IllegalStateException unknown(Endpoint operation) {
        return new IllegalStateException("%s: say here what it takes".formatted(operation));
    }
}
