package io.portline.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import org.jspecify.annotations.NullMarked;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * What no class of Portline ever does, in the order of the list in the architecture. Each rule is about a base package,
 * so that the same rule judges the product ({@code io.portline}) and the fixtures that prove that it bites.
 */
final class Never {

    private static final List<String> SERVICES = List.of("order", "carrier", "notification", "cases", "dashboard");

    private static final Set<String> CATCH_ALL =
            Set.of("java.lang.Exception", "java.lang.RuntimeException", "java.lang.Throwable");

    private static final Set<String> MUTABLE_TYPES = Set.of(
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicReference",
            "java.util.concurrent.ConcurrentMap",
            "java.util.AbstractCollection",
            "java.util.AbstractMap",
            "java.lang.ThreadLocal");

    private final String base;

    Never(String base) {
        this.base = base;
    }

    /** The rules by their names; the fixtures of a rule lie in the package of its name. */
    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("featureroots", featureRootsArePure());
        rules.put("avro", generatedAvroStaysInEvents());
        rules.put("producers", onlyMessagingProduces());
        rules.put("services", servicesDoNotKnowEachOther());
        rules.put("shared", sharedModulesStandAlone());
        rules.put("web", webGoesThroughTheFeature());
        rules.put("clock", timeComesFromAClock());
        rules.put("jdbc", sqlStaysInPersistence());
        rules.put("listeners", listenersAreSynchronousAndFailLoudly());
        rules.put("injection", nothingIsInjectedIntoFieldsNorStaticAndMutable());
        rules.put("names", namesSayWhatAClassIs());
        rules.put("cycles", packagesHaveNoCycles());
        rules.put("nullmarked", everyPackageIsNullMarked());
        rules.put("handlers", handlersShowNoDomainType());
        rules.put("transactions", transactionsAreOpenedInCode());
        return rules;
    }

    /** 1. */
    ArchRule featureRootsArePure() {
        return classes()
                .that(describe("are in the root of a feature", this::inFeatureRoot))
                .should(onlyDependOn(
                        "java, JSpecify, numbering and the roots of their own service's features",
                        (owner, target) ->
                                (inFeatureRoot(target) && service(target).equals(service(owner)))
                                        || target.getPackageName().startsWith("java.")
                                        || target.getPackageName().startsWith("org.jspecify.")
                                        || within(target, base + ".numbering")))
                .because(
                        "a feature's root is the domain; do this instead: declare an interface in the root, implement it in"
                                + " persistence, events, client or timers, and wire it in the service's configuration");
    }

    /** 2. */
    ArchRule generatedAvroStaysInEvents() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(base + ".schemas..", base + "..events..")
                .and()
                // The demo stands for the other systems: it reads what is public as they would.
                .resideOutsideOfPackage(base + ".local.demo..")
                .should()
                .dependOnClassesThat(describe("are generated from an Avro schema", this::isGenerated))
                .because(
                        "wire types follow the schemas' history and not the domain's; do this instead: map in the feature's"
                                + " events package, both ways");
    }

    /** 3. */
    ArchRule onlyMessagingProduces() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(base + ".messaging.outbox..", base + ".messaging.deadletter..")
                .should()
                .dependOnClassesThat(describe(
                        "send to Kafka",
                        target -> target.getPackageName().startsWith("org.apache.kafka.clients.producer")
                                || target.getName()
                                        .matches("org\\.springframework\\.kafka\\.core\\."
                                                + "(KafkaTemplate|KafkaOperations|.*ProducerFactory).*")))
                .because(
                        "an event must not be sent without its change nor its change without the event; do this instead:"
                                + " append an OutboxMessage to the Outbox in the same transaction");
    }

    /** 4. */
    ArchRule servicesDoNotKnowEachOther() {
        return classes()
                .that(describe("are of a service", this::inService))
                .should(onlyDependOn(
                        "no class of another service",
                        (owner, target) -> !inService(target) || service(owner).equals(service(target))))
                .because(
                        "services are deployed apart; do this instead: read the other's topic, or call its HTTP API in a"
                                + " client package with records of your own");
    }

    /** 5. */
    ArchRule sharedModulesStandAlone() {
        List<String> shared = List.of(base + ".numbering", base + ".messaging", base + ".web");
        return classes()
                .that(describe(
                        "are of a shared module", owner -> shared.stream().anyMatch(of -> within(owner, of))))
                .should(onlyDependOn(
                        "nothing of Portline but their own module",
                        (owner, target) -> !within(target, base)
                                || shared.stream().anyMatch(of -> within(owner, of) && within(target, of))))
                .because(
                        "what everybody uses must not know anybody; do this instead: take what varies as a parameter or an"
                                + " interface that the service implements");
    }

    /** 6. */
    ArchRule webGoesThroughTheFeature() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(base + "..persistence..", base + "..events..")
                .because(
                        "a controller that reaches around the domain forgets its rules; do this instead: call the feature's"
                                + " service, or an interface of its root");
    }

    /** 7. */
    ArchRule timeComesFromAClock() {
        return classes()
                .should(new ArchCondition<JavaClass>("take the time from a Clock") {
                    @Override
                    public void check(JavaClass owner, ConditionEvents events) {
                        List<JavaAccess<?>> accesses = new ArrayList<>(owner.getAccessesFromSelf());
                        for (JavaAccess<?> access : accesses) {
                            if (tellsTimeWithoutClock(access)) {
                                events.add(violated(owner, access.getDescription()));
                            }
                        }
                        for (Dependency dependency : owner.getDirectDependenciesFromSelf()) {
                            if (dependency
                                    .getTargetClass()
                                    .getName()
                                    .matches("java\\.util\\.(Date|Calendar|GregorianCalendar)")) {
                                events.add(violated(owner, dependency.getDescription()));
                            }
                        }
                    }
                })
                .because(
                        "business time runs at another speed; do this instead: have a java.time.Clock injected, the business"
                                + " one or @Qualifier(\"realClock\"), and call now(clock) or clock.instant()");
    }

    /** 8. */
    ArchRule sqlStaysInPersistence() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(base + "..persistence..", base + ".messaging..", base + ".web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.jdbc.core..")
                .because(
                        "SQL is found in one place; do this instead: declare what you need as an interface of the feature's"
                                + " root and implement it in persistence");
    }

    /** 9. */
    ArchRule listenersAreSynchronousAndFailLoudly() {
        return classes()
                .should(
                        new ArchCondition<JavaClass>(
                                "neither be asynchronous nor swallow what goes wrong in a listener") {
                            @Override
                            public void check(JavaClass owner, ConditionEvents events) {
                                for (Dependency dependency : owner.getDirectDependenciesFromSelf()) {
                                    String target = dependency.getTargetClass().getName();
                                    if (target.equals("org.springframework.scheduling.annotation.Async")
                                            || target.equals("org.springframework.kafka.annotation.KafkaListener")
                                            || target.equals("org.springframework.kafka.annotation.RetryableTopic")) {
                                        events.add(violated(owner, dependency.getDescription()));
                                    }
                                }
                                if (!listens(owner)) {
                                    return;
                                }
                                for (TryCatchBlock block : owner.getTryCatchBlocks()) {
                                    if (block.getCaughtThrowables().stream()
                                                    .anyMatch(caught -> CATCH_ALL.contains(caught.getName()))
                                            && !closesResources(block)) {
                                        events.add(violated(
                                                owner,
                                                owner.getName() + " catches everything in "
                                                        + block.getSourceCodeLocation()));
                                    }
                                }
                            }
                        })
                .because(
                        "an annotated listener would hear nothing, and the inbox tells outages, poison and bugs apart by the"
                                + " exception; do this instead: subscribe, let it through,"
                                + " catch what you can handle by its own type, or throw NotYetException to wait");
    }

    /** 10. */
    ArchRule nothingIsInjectedIntoFieldsNorStaticAndMutable() {
        return fields().that(describe(
                        "are written by people", field -> !isSynthetic(field) && !isGenerated(field.getOwner())))
                .should(new ArchCondition<JavaField>("neither be injected nor static and mutable") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        boolean injected = field.getAnnotations().stream()
                                .map(annotation -> annotation.getRawType().getSimpleName())
                                .anyMatch(
                                        Set.of("Autowired", "Inject", "Resource", "Value", "PersistenceContext")
                                                ::contains);
                        if (injected) {
                            events.add(violated(field, field.getFullName() + " is injected"));
                        }
                        if (field.getModifiers().contains(JavaModifier.STATIC)
                                && (!field.getModifiers().contains(JavaModifier.FINAL)
                                        || MUTABLE_TYPES.stream().anyMatch(field.getRawType()::isAssignableTo))) {
                            events.add(violated(field, field.getFullName() + " is static and can change"));
                        }
                    }
                })
                .because(
                        "what a class needs is seen in its constructor, and two tests must not meet in a static; do this"
                                + " instead: constructor parameters and final fields of a bean");
    }

    /** 11. */
    ArchRule namesSayWhatAClassIs() {
        return noClasses()
                .that(describe("are written by people", owner -> !isGenerated(owner)))
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because(
                        "such a name says nothing; do this instead: name the thing (PortOrders), or how this one does it"
                                + " (JdbcPortOrders)");
    }

    /** 12. */
    ArchRule packagesHaveNoCycles() {
        return slices().matching(base + ".(**)")
                .should()
                .beFreeOfCycles()
                .because(
                        "packages that need each other cannot be read one after the other; do this instead: move what both"
                                + " need to the one that is needed, or turn one direction into an interface");
    }

    /** 13. */
    ArchRule everyPackageIsNullMarked() {
        return classes()
                .that(describe("are written by people", owner -> !isGenerated(owner)))
                .should(new ArchCondition<JavaClass>("be @NullMarked, by their package or themselves") {
                    @Override
                    public void check(JavaClass owner, ConditionEvents events) {
                        boolean marked = owner.getPackage().isAnnotatedWith(NullMarked.class);
                        for (JavaClass at = owner;
                                !marked && at != null;
                                at = at.getEnclosingClass().orElse(null)) {
                            marked = at.isAnnotatedWith(NullMarked.class);
                        }
                        if (!marked) {
                            events.add(violated(owner, owner.getName() + " is in a package without @NullMarked"));
                        }
                    }
                })
                .because(
                        "NullAway looks only at marked packages; do this instead: give the package a package-info.java with"
                                + " @NullMarked");
    }

    /** 14. */
    ArchRule handlersShowNoDomainType() {
        return methods()
                .that(describe(
                        "handle requests",
                        method -> method.isMetaAnnotatedWith("org.springframework.web.bind.annotation.RequestMapping")))
                .should(new ArchCondition<JavaMethod>("have no type of a feature's root in their signature") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        Set<JavaClass> types =
                                new HashSet<>(method.getReturnType().getAllInvolvedRawTypes());
                        method.getParameterTypes().forEach(type -> types.addAll(type.getAllInvolvedRawTypes()));
                        types.stream()
                                .map(JavaClass::getBaseComponentType)
                                .filter(Never.this::inFeatureRoot)
                                .forEach(type -> events.add(
                                        violated(method, method.getFullName() + " shows " + type.getName())));
                    }
                })
                .because(
                        "the API must not change when the domain does, nor show all that the domain knows; do this instead:"
                                + " request and response records in the web package");
    }

    /** Where they begin and end is seen, and no bean is looked through for annotations when a service starts. */
    ArchRule transactionsAreOpenedInCode() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.transaction.annotation.Transactional")
                .because(
                        "messaging switches it off, so that it would do nothing; do this instead: TransactionOperations");
    }

    private ArchCondition<JavaClass> onlyDependOn(String what, Allowed allowed) {
        return new ArchCondition<>("depend on " + what) {
            @Override
            public void check(JavaClass owner, ConditionEvents events) {
                for (Dependency dependency : owner.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive() && !allowed.test(owner, target)) {
                        events.add(violated(owner, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private interface Allowed {
        boolean test(JavaClass owner, JavaClass target);
    }

    private boolean inFeatureRoot(JavaClass owner) {
        return Pattern.matches(
                        Pattern.quote(base) + "\\.(" + String.join("|", SERVICES) + ")\\.[a-z0-9]+",
                        owner.getPackageName())
                // Packages without a domain of their own, such as page.web, have edges only and no class in the root.
                && !owner.getPackageName().matches(".*\\.(web|persistence|events|timers|client)");
    }

    private boolean inService(JavaClass owner) {
        return within(owner, base + ".identity")
                || SERVICES.stream().anyMatch(service -> within(owner, base + "." + service));
    }

    private String service(JavaClass owner) {
        String rest = owner.getPackageName().substring(base.length() + 1);
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    private boolean isGenerated(JavaClass owner) {
        return owner.getPackageName().equals(base + ".schemas")
                && !owner.getName().matches(".*\\.(Topics?(\\$\\w+)?|package-info)");
    }

    private static boolean within(JavaClass owner, String packageName) {
        return owner.getPackageName().equals(packageName)
                || owner.getPackageName().startsWith(packageName + ".");
    }

    private boolean listens(JavaClass owner) {
        return owner.isAssignableTo(base + ".messaging.inbox.EventHandler")
                || (inService(owner) && owner.getPackageName().matches(".*\\.events(\\..*)?"))
                || owner.getMethods().stream()
                        .anyMatch(
                                method -> method.isAnnotatedWith("org.springframework.kafka.annotation.KafkaListener"));
    }

    /** The compiler closes the resources of a try by catching Throwable and adding what the closing throws to it. */
    private static boolean closesResources(TryCatchBlock block) {
        return block.getCaughtThrowables().stream()
                        .allMatch(caught -> caught.getName().equals("java.lang.Throwable"))
                && block.getOwner().getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("addSuppressed"));
    }

    private static boolean tellsTimeWithoutClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        if (owner.equals("java.lang.System")) {
            return access.getTarget().getName().equals("currentTimeMillis");
        }
        if (!access.getTarget().getName().equals("now") || !owner.startsWith("java.time.")) {
            return false;
        }
        return !(access.getTarget() instanceof CodeUnitAccessTarget target)
                || target.getRawParameterTypes().stream()
                        .noneMatch(parameter -> parameter.getName().equals("java.time.Clock"));
    }

    private static boolean isSynthetic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }
}
