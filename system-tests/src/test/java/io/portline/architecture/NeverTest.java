package io.portline.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.portline.architecture.House.Module;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules hold in every module, and every rule has a fixture that breaks it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NeverTest {

    private static final String FIXTURES = "io.portline.architecture.fixtures.";

    static Stream<Module> modules() {
        return House.MODULES.stream();
    }

    static Stream<String> rules() {
        return new Never("io.portline").rules().keySet().stream();
    }

    /** A rule that looks at nothing holds: first of all, everything is there to be looked at. */
    @Order(1)
    @ParameterizedTest
    @MethodSource("modules")
    void looksAtTheClassesOfEveryModule(Module module) {
        assertThat(House.classes().stream().filter(found -> isIn(found, module)))
                .as("classes of %s", module)
                .hasSizeGreaterThan(3)
                .allSatisfy(found -> assertThat(
                                plain(found.getSource().orElseThrow().getUri()))
                        .startsWith(plain(module.location())));
    }

    @Order(2)
    @Test
    void looksAtNothingElse() {
        assertThat(House.classes().stream()
                        .filter(found -> modules().noneMatch(module -> isIn(found, module)))
                        .map(JavaClass::getName))
                .as("classes outside the package of their module")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsEverywhere(String rule) {
        new Never("io.portline").rules().get(rule).check(House.classes());
    }

    /** Fixtures named Bad… are each reported; those named Good… are not, for a rule that reports everything helps nobody. */
    @ParameterizedTest
    @MethodSource("rules")
    void bites(String rule) {
        String base = FIXTURES + rule;
        JavaClasses fixtures = new ClassFileImporter().importPackages(base);
        ArchRule judged = new Never(base).rules().get(rule);

        String report =
                String.join("\n", judged.evaluate(fixtures).getFailureReport().getDetails());

        assertThat(fixtures.stream().filter(NeverTest::isBad))
                .as("bad fixtures")
                .isNotEmpty();
        assertThat(fixtures.stream().filter(NeverTest::isBad))
                .allSatisfy(bad -> assertThat(report).contains(bad.getName()));
        assertThat(report).doesNotContain(".Good");
        assertThat(judged.getDescription()).contains("do this instead");
    }

    /** {@code file:/} and {@code file:///} are the same. */
    private static String plain(URI uri) {
        return uri.toString().replace("file:///", "file:/");
    }

    private static boolean isBad(JavaClass fixture) {
        return fixture.getSimpleName().startsWith("Bad");
    }

    private static boolean isIn(JavaClass found, Module module) {
        return found.getPackageName().equals(module.packageName())
                || found.getPackageName().startsWith(module.packageName() + ".");
    }
}
