package io.portline.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The demo users and clients: plainly invented, and the only ones there are. */
final class Directory {
    /** Scope of an API to the service that its tokens are for. */
    static final Map<String, String> AUDIENCE_BY_SCOPE = Map.of(
            "orders", "order-service",
            "carriers", "carrier-gateway",
            "notifications", "notification-service",
            "cases", "case-service",
            "dashboard", "dashboard");

    static final String DASHBOARD_CLIENT = "dashboard";

    static final List<Subject> PEOPLE = List.of(
            new Subject(
                    "ada@contoso.example",
                    "Ada Contoso",
                    "ada@contoso.example",
                    "en",
                    "contoso",
                    "US",
                    Role.TENANT_ADMIN),
            new Subject(
                    "ben@contoso.example",
                    "Ben Contoso",
                    "ben@contoso.example",
                    "en",
                    "contoso",
                    "US",
                    Role.TENANT_ADMIN),
            new Subject(
                    "claire@fabrikam.example",
                    "Claire Fabrikam",
                    "claire@fabrikam.example",
                    "fr",
                    "fabrikam",
                    "FR",
                    Role.TENANT_ADMIN),
            new Subject(
                    "desk@portline.example", "Dana Desk", "desk@portline.example", "en", null, null, Role.DESK_AGENT),
            new Subject(
                    "haru@portline.example", "Haru Desk", "haru@portline.example", "ja", null, null, Role.DESK_AGENT),
            new Subject(
                    "operator@portline.example",
                    "Otto Operator",
                    "operator@portline.example",
                    "en",
                    null,
                    null,
                    Role.OPERATOR));

    /** Clients that act for themselves, by client credentials. */
    static final List<Subject> MACHINES = Stream.concat(
                    Stream.of(
                            new Subject(
                                    "contoso-script",
                                    "Contoso integration",
                                    "integration@contoso.example",
                                    "en",
                                    "contoso",
                                    "US",
                                    Role.TENANT_ADMIN),
                            new Subject(
                                    "fabrikam-script",
                                    "Intégration Fabrikam",
                                    "integration@fabrikam.example",
                                    "fr",
                                    "fabrikam",
                                    "FR",
                                    Role.TENANT_ADMIN),
                            new Subject(
                                    "desk-script",
                                    "Desk script",
                                    "desk-script@portline.example",
                                    "en",
                                    null,
                                    null,
                                    Role.DESK_AGENT),
                            new Subject(
                                    "operator-script",
                                    "Operator script",
                                    "operator-script@portline.example",
                                    "en",
                                    null,
                                    null,
                                    Role.OPERATOR)),
                    Stream.of(
                                    "order-service",
                                    "carrier-gateway",
                                    "notification-service",
                                    "case-service",
                                    "dashboard-service")
                            .map(Directory::service))
            .toList();

    private static final Map<String, Subject> BY_ID = Stream.concat(PEOPLE.stream(), MACHINES.stream())
            .collect(Collectors.toMap(Subject::id, Function.identity()));

    private Directory() {}

    static Optional<Subject> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    private static Subject service(String id) {
        return new Subject(id, id, id + "@portline.example", "en", null, null, Role.SERVICE);
    }
}
