package io.portline.architecture;

import io.portline.architecture.House.Module;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Which modules there are, what they may need, and that they do not collide on one classpath. */
class ModulesTest {

    /** A further one needs a decision in docs/decisions that says why. */
    private static final Set<String> SHARED = Set.of("numbering", "messaging", "service-web");

    private static final List<String> SERVICES = List.of(
            "order-service", "carrier-gateway", "notification-service", "case-service", "dashboard", "identity");

    @Test
    void everyModuleOfTheBuildIsKnownHere() throws Exception {
        Set<String> built =
                texts(document(Files.readString(House.root().resolve("pom.xml"))), "/project/modules/module");
        Set<String> known = House.MODULES.stream().map(Module::artifact).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(Set.of("system-tests", "benchmarks"));

        assertThat(built)
                .as("a new module needs a decision record, an entry in House and rules that look at it")
                .isEqualTo(known);
    }

    static Stream<String> services() {
        return SERVICES.stream();
    }

    static Stream<String> shared() {
        return SHARED.stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceNeedsOnlySharedModulesAndSchemas(String service) throws Exception {
        Set<String> needed =
                needed(Files.readString(House.root().resolve(service).resolve("pom.xml")));

        needed.removeAll(SHARED);
        needed.remove("schemas");
        assertThat(needed)
                .as("services meet over topics and HTTP; what several need may be shared only by a decision record")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shared")
    void aSharedModuleNeedsNoOtherModule(String module) throws Exception {
        assertThat(needed(Files.readString(House.root().resolve(module).resolve("pom.xml"))))
                .isEmpty();
    }

    @Test
    void seesADependencyThatIsNotAllowed() throws Exception {
        assertThat(needed("""
                        <project><dependencies>
                          <dependency><groupId>io.portline</groupId><artifactId>case-service</artifactId></dependency>
                          <dependency><groupId>io.portline</groupId><artifactId>messaging</artifactId><scope>runtime</scope></dependency>
                          <dependency><groupId>io.portline</groupId><artifactId>embedded-infrastructure</artifactId><scope>test</scope></dependency>
                          <dependency><groupId>org.example</groupId><artifactId>other</artifactId></dependency>
                        </dependencies></project>
                        """)).containsExactly("case-service", "messaging");
    }

    @Test
    void noTwoModulesShipTheSameFile() {
        Map<String, Set<String>> files = new TreeMap<>();
        House.MODULES.forEach(module -> files.put(module.artifact(), module.files()));

        assertThat(collisions(files))
                .as("files that would hide each other on one classpath: put the service's name into their path")
                .isEmpty();
    }

    @Test
    void seesFilesThatHideEachOther() {
        assertThat(collisions(Map.of(
                        "one", Set.of("application.yml", "META-INF/MANIFEST.MF", "db/one/V1__one.sql"),
                        "two", Set.of("application.yml", "META-INF/MANIFEST.MF", "db/two/V1__two.sql"))))
                .singleElement()
                .asString()
                .startsWith("application.yml");
    }

    /** META-INF is merged by whoever reads it: all files of a name are seen, not only the first. */
    private static List<String> collisions(Map<String, Set<String>> files) {
        Map<String, Set<String>> modules = new TreeMap<>();
        files.forEach((module, paths) -> paths.stream()
                .filter(path -> !path.startsWith("META-INF/"))
                .forEach(path ->
                        modules.computeIfAbsent(path, _ -> new TreeSet<>()).add(module)));
        List<String> collisions = new ArrayList<>();
        modules.forEach((path, of) -> {
            if (of.size() > 1) {
                collisions.add(path + " in " + of);
            }
        });
        return collisions;
    }

    /** Portline's own modules that a POM needs otherwise than for its tests. */
    private static Set<String> needed(String pom) throws Exception {
        return texts(
                document(pom),
                "/project/dependencies/dependency[groupId='io.portline' and not(scope='test')]/artifactId");
    }

    private static Document document(String pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(pom)));
    }

    private static Set<String> texts(Document document, String path) throws Exception {
        NodeList found =
                (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        Set<String> texts = new TreeSet<>();
        for (int at = 0; at < found.getLength(); at++) {
            Node node = found.item(at);
            texts.add(node.getTextContent().strip());
        }
        return texts;
    }
}
