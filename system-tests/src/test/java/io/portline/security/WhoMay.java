package io.portline.security;

import io.portline.security.Endpoints.Endpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may do each operation, as docs/security.md means it and not as the code does it: a client of the issuer for each role. */
final class WhoMay {
    static final String CONTOSO = "contoso-script";
    static final String FABRIKAM = "fabrikam-script";
    static final String DESK = "desk-script";
    static final String OPERATOR = "operator-script";
    static final String SERVICE = "dashboard-service";
    static final Set<String> CLIENTS = Set.of(CONTOSO, FABRIKAM, DESK, OPERATOR, SERVICE);

    private static final Map<String, List<String>> ROLES = Map.of(
            "tenant", List.of(CONTOSO, FABRIKAM),
            "desk", List.of(DESK),
            "operator", List.of(OPERATOR),
            "service", List.of(SERVICE),
            "all", List.copyOf(CLIENTS));

    /** Service (any: every one that reads events), method, path behind {@code /api/v1}, roles. */
    private static final String TABLE = """
            any                  GET    /dead-letters                               operator
            any                  GET    /dead-letters/{id}                          operator
            any                  POST   /dead-letters/{id}/discard                  operator
            any                  POST   /dead-letters/{id}/redrive                  operator
            any                  GET    /held-keys                                  operator
            any                  DELETE /held-keys                                  operator

            order-service        GET    /carriers/{carrierId}/foc-dates             tenant desk operator
            order-service        POST   /documents                                  tenant desk
            order-service        GET    /documents/{id}                             tenant desk
            order-service        GET    /drafts                                     tenant
            order-service        POST   /drafts                                     tenant
            order-service        GET    /drafts/{id}                                tenant
            order-service        PUT    /drafts/{id}                                tenant
            order-service        DELETE /drafts/{id}                                tenant
            order-service        POST   /drafts/{id}/submission                     tenant
            order-service        POST   /letters-of-authorization                   tenant desk
            order-service        POST   /number-states                              desk service
            order-service        GET    /numbers                                    tenant operator
            order-service        GET    /numbers/{number}                           tenant operator
            order-service        PUT    /numbers/{number}                           tenant desk service
            order-service        POST   /port-order-groups                          desk
            order-service        GET    /port-order-groups/{id}                     desk
            order-service        GET    /port-orders                                tenant desk operator
            order-service        POST   /port-orders                                tenant
            order-service        GET    /port-orders/actions                        tenant desk operator
            order-service        GET    /port-orders/export                         tenant desk operator
            order-service        GET    /port-orders/{id}                           tenant desk operator
            order-service        PUT    /port-orders/{id}                           tenant
            order-service        DELETE /port-orders/{id}                           tenant
            order-service        POST   /port-orders/{id}/cancel                    tenant
            order-service        POST   /port-orders/{id}/comments                  tenant desk
            order-service        POST   /port-orders/{id}/contacts                  tenant
            order-service        GET    /port-orders/{id}/documents                 tenant desk
            order-service        POST   /port-orders/{id}/documents                 tenant desk
            order-service        PUT    /port-orders/{id}/foc-date                  tenant
            order-service        GET    /port-orders/{id}/foc-dates                 tenant desk operator
            order-service        GET    /port-orders/{id}/letter-of-authorization   tenant desk
            order-service        GET    /port-orders/{id}/timeline                  tenant desk operator
            order-service        PUT    /port-out-contacts                          tenant
            order-service        GET    /port-out-pin                               tenant
            order-service        PUT    /port-out-pin                               tenant
            order-service        POST   /port-out-requests                          service
            order-service        POST   /port-out-requests/{id}/cancel              service
            order-service        GET    /port-outs                                  tenant operator
            order-service        GET    /port-outs/{id}                             tenant operator
            order-service        POST   /portability-checks                         tenant desk

            carrier-gateway      GET    /carriers                                   all
            carrier-gateway      POST   /carriers/{carrierId}/pause                 operator
            carrier-gateway      POST   /carriers/{carrierId}/reject-all            operator
            carrier-gateway      POST   /carriers/{carrierId}/resume                operator
            carrier-gateway      POST   /number-lookups                             all
            carrier-gateway      GET    /port-outs                                  operator
            carrier-gateway      POST   /port-outs/{requestId}/cancel               operator
            carrier-gateway      GET    /simulator                                  operator
            carrier-gateway      PUT    /subscribers                                operator
            carrier-gateway      POST   /subscribers/file                           operator
            carrier-gateway      POST   /winning-carriers/{carrierId}/port-outs     operator

            notification-service GET    /deliveries                                 all
            notification-service POST   /deliveries/{id}/resend                     tenant desk
            notification-service GET    /mail-previews                              operator
            notification-service POST   /webhook-deliveries/{id}/resend             tenant
            notification-service GET    /webhook-endpoints                          tenant
            notification-service POST   /webhook-endpoints                          tenant
            notification-service GET    /webhook-endpoints/{id}                     tenant
            notification-service PUT    /webhook-endpoints/{id}                     tenant
            notification-service DELETE /webhook-endpoints/{id}                     tenant
            notification-service GET    /webhook-endpoints/{id}/deliveries          tenant
            notification-service POST   /webhook-endpoints/{id}/replay              tenant
            notification-service POST   /webhook-endpoints/{id}/secret-rotation     tenant
            notification-service POST   /webhook-endpoints/{id}/test                tenant
            notification-service GET    /webhook-event-types                        tenant

            case-service         GET    /case-types                                 all
            case-service         GET    /cases                                      tenant desk
            case-service         POST   /cases                                      tenant
            case-service         GET    /cases/export                               tenant desk
            case-service         GET    /cases/{id}                                 tenant desk
            case-service         POST   /cases/{id}/ask                             desk
            case-service         POST   /cases/{id}/assign                          desk
            case-service         POST   /cases/{id}/cancel                          tenant
            case-service         POST   /cases/{id}/comments                        tenant desk
            case-service         PUT    /cases/{id}/contacts                        tenant
            case-service         GET    /cases/{id}/documents/{documentId}          tenant desk
            case-service         POST   /cases/{id}/documents/{documentId}/release  desk
            case-service         GET    /cases/{id}/notes                           desk
            case-service         POST   /cases/{id}/notes                           desk
            case-service         POST   /cases/{id}/orders                          desk
            case-service         POST   /cases/{id}/rating                          tenant
            case-service         POST   /cases/{id}/resolve                         tenant desk
            case-service         POST   /cases/{id}/take                            desk
            case-service         GET    /cases/{id}/timeline                        tenant desk
            case-service         GET    /desk-agents                                desk
            case-service         POST   /documents                                  tenant desk
            case-service         GET    /feedback                                   desk
            case-service         POST   /feedback                                   tenant
            case-service         POST   /inbound-mails                              service
            """;

    private static final Map<String, Set<String>> CLIENTS_BY_OPERATION = read();

    private WhoMay() {}

    /** The clients that may do it. */
    static Set<String> doIt(Endpoint endpoint) {
        Set<String> clients = CLIENTS_BY_OPERATION.get(row(endpoint));
        if (clients == null) {
            throw new IllegalStateException("%s: say here who may do it".formatted(endpoint));
        }
        return clients;
    }

    static boolean isForTenants(Endpoint endpoint) {
        return doIt(endpoint).contains(CONTOSO);
    }

    /** The rows that none of these operations needs. */
    static Set<String> withoutOperation(Collection<Endpoint> endpoints) {
        Set<String> rows = new TreeSet<>(CLIENTS_BY_OPERATION.keySet());
        endpoints.forEach(endpoint -> rows.remove(row(endpoint)));
        return rows;
    }

    private static String row(Endpoint endpoint) {
        String operation = endpoint.method() + " " + endpoint.shortPath();
        return CLIENTS_BY_OPERATION.containsKey("any " + operation)
                ? "any " + operation
                : endpoint.service() + " " + operation;
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        TABLE.lines().filter(line -> !line.isBlank()).forEach(line -> {
            List<String> cells = List.of(line.split(" +"));
            rows.put(
                    String.join(" ", cells.subList(0, 3)),
                    cells.subList(3, cells.size()).stream()
                            .flatMap(role -> ROLES.get(role).stream())
                            .collect(Collectors.toUnmodifiableSet()));
        });
        return rows;
    }
}
