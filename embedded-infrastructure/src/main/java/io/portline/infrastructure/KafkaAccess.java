package io.portline.infrastructure;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Who may do what in a Kafka that asks for credentials. */
public final class KafkaAccess {
    /** The one user who may do everything, and who hands out the rest. */
    public static final String ADMIN = "admin";

    static final String MECHANISM = "SCRAM-SHA-512";

    private static final int ITERATIONS = 8_192;
    private static final int LIMIT_SECONDS = 30;

    private KafkaAccess() {}

    /**
     * What one user may do.
     *
     * @param prefix whether the name is the beginning of names and not a whole one
     */
    public record Grant(String user, Kind kind, boolean prefix, String name, Set<AclOperation> operations) {
        public Grant {
            operations = Set.copyOf(operations);
        }
    }

    /** What a {@link Grant} is about. */
    public enum Kind {
        TOPIC(ResourceType.TOPIC),
        GROUP(ResourceType.GROUP);

        private final ResourceType type;

        Kind(ResourceType type) {
            this.type = type;
        }
    }

    /** A client's settings. */
    public static Map<String, String> credentials(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
    }

    /** Sets the users' passwords and gives them exactly these rights: rules that are there and not among them are taken away. */
    public static void establish(Admin admin, Map<String, String> passwords, Collection<Grant> grants) {
        List<UserScramCredentialAlteration> users = passwords.entrySet().stream()
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                        user.getKey(),
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                        user.getValue()))
                .toList();
        Set<AclBinding> wanted = grants.stream()
                .flatMap(grant -> grant.operations().stream().map(operation -> binding(grant, operation)))
                .collect(Collectors.toSet());
        try {
            admin.alterUserScramCredentials(users).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            Collection<AclBinding> present =
                    admin.describeAcls(AclBindingFilter.ANY).values().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            List<AclBindingFilter> surplus = present.stream()
                    .filter(binding -> !wanted.contains(binding))
                    .map(AclBinding::toFilter)
                    .toList();
            List<AclBinding> missing = new ArrayList<>(wanted);
            missing.removeAll(present);
            admin.createAcls(missing).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            admin.deleteAcls(surplus).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new InfrastructureException("Kafka does not take its users and their rights", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while giving rights in Kafka", e);
        }
    }

    private static AclBinding binding(Grant grant, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(
                        grant.kind().type, grant.name(), grant.prefix() ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry("User:" + grant.user(), "*", operation, AclPermissionType.ALLOW));
    }
}
