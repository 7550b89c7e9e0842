package io.portline.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

/** Each topic has one writer: only that service declares it and appends to it; only its readers name it. */
class TopicsTest {

    private static final Map<String, Topic<?>> BY_FIELD = Stream.of(Topics.class.getFields())
            .filter(field -> Topic.class.isAssignableFrom(field.getType()))
            .collect(Collectors.toMap(field -> field.getName(), TopicsTest::value));

    @Test
    void theCatalogueGivesEachTopicOneWriterAndKnownReaders() {
        assertThat(BY_FIELD.values()).containsExactlyInAnyOrderElementsOf(Topics.all());
        assertThat(Topics.all().stream().map(Topic::name)).doesNotHaveDuplicates();
        for (Topic<?> topic : Topics.all()) {
            assertThat(House.PACKAGE_OF_SERVICE)
                    .containsKey(topic.writer())
                    .containsKeys(topic.readers().toArray(String[]::new));
        }
    }

    @Test
    void onlyItsWriterDeclaresATopicOrAppendsToIt() {
        onlyTheWriterWrites(House.PACKAGE_OF_SERVICE).check(House.classes());
    }

    @Test
    void seesAServiceThatWritesAnothersTopic() {
        String base = "io.portline.architecture.fixtures.topics";
        String report = String.join(
                "\n",
                onlyTheWriterWrites(Map.of("order-service", base + ".order", "dashboard", base + ".dashboard"))
                        .evaluate(new ClassFileImporter().importPackages(base))
                        .getFailureReport()
                        .getDetails());

        assertThat(report)
                .contains("BadAppender", "BadDeclaration", "BadReader")
                .doesNotContain("Good");
    }

    private static ArchRule onlyTheWriterWrites(Map<String, String> packageOfService) {
        return classes()
                .that(describe(
                        "are of a service",
                        owner -> service(packageOfService, owner).isPresent()))
                .should(
                        new ArchCondition<JavaClass>(
                                "write only their own topics and read only those they are readers of") {
                            @Override
                            public void check(JavaClass owner, ConditionEvents events) {
                                String service =
                                        service(packageOfService, owner).orElseThrow();
                                boolean appends = owner.getDirectDependenciesFromSelf().stream()
                                        .anyMatch(dependency ->
                                                dependency.getTargetClass().isEquivalentTo(OutboxMessage.class));
                                for (JavaFieldAccess access : owner.getFieldAccessesFromSelf()) {
                                    Topic<?> topic = access.getTargetOwner().isEquivalentTo(Topics.class)
                                            ? BY_FIELD.get(access.getTarget().getName())
                                            : null;
                                    if (topic == null || topic.writer().equals(service)) {
                                        continue;
                                    }
                                    if (appends || declares(access.getOrigin())) {
                                        events.add(violated(
                                                owner,
                                                service + " writes " + topic.name() + ": " + access.getDescription()));
                                    }
                                    // The demo of the local stack stands for the other systems, which read what is
                                    // public; what breaks the stack audits every topic, as its administrator.
                                    boolean asOthers = service.equals("local-stack")
                                            && (topic.audience() == Topic.Audience.PUBLIC
                                                    || owner.getPackageName().equals("io.portline.local.chaos"));
                                    if (!asOthers && !topic.readers().contains(service)) {
                                        events.add(violated(
                                                owner,
                                                service + " is no reader of " + topic.name() + ": "
                                                        + access.getDescription()));
                                    }
                                }
                            }
                        })
                .because(
                        "two writers of a topic have two orders; do this instead: ask the writing service over HTTP, or add"
                                + " the reader to the catalogue");
    }

    private static boolean declares(JavaCodeUnit method) {
        return method.getRawReturnType().isEquivalentTo(TopicDeclaration.class)
                || method.getConstructorCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(TopicDeclaration.class));
    }

    private static Optional<String> service(Map<String, String> packageOfService, JavaClass owner) {
        return packageOfService.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("schemas"))
                .filter(entry -> owner.getPackageName().equals(entry.getValue())
                        || owner.getPackageName().startsWith(entry.getValue() + "."))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Topic<?> value(Field field) {
        try {
            return (Topic<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
