package io.portline.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules as they lie on the classpath: their packages, their classes, the files that they ship. */
final class House {

    /**
     * A module whose classes the rules look at.
     *
     * @param artifact the name of its folder and of its artefact
     * @param packageName the package that all its classes are in or below
     */
    record Module(String artifact, String packageName) {

        /** Where its classes come from: its folder of classes or its jar. */
        URI location() {
            String folder = packageName.replace('.', '/');
            URL url = House.class.getClassLoader().getResource(folder);
            if (url == null) {
                throw new IllegalStateException(artifact + " is not on the classpath");
            }
            String text = url.toString();
            return URI.create(text.substring(0, text.lastIndexOf(folder)));
        }

        /** Every file that it ships, by its path within. */
        Set<String> files() {
            URI location = location();
            try {
                if (location.getScheme().equals("jar")) {
                    URI jar = ((JarURLConnection) location.toURL().openConnection())
                            .getJarFileURL()
                            .toURI();
                    try (FileSystem archive = FileSystems.newFileSystem(Path.of(jar))) {
                        return below(archive.getPath("/"));
                    }
                }
                return below(Path.of(location));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Set<String> below(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> root.relativize(file).toString().replace('\\', '/'))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }

        @Override
        public String toString() {
            return artifact;
        }
    }

    static final List<Module> MODULES = List.of(
            new Module("schemas", "io.portline.schemas"),
            new Module("numbering", "io.portline.numbering"),
            new Module("messaging", "io.portline.messaging"),
            new Module("service-web", "io.portline.web"),
            new Module("order-service", "io.portline.order"),
            new Module("carrier-gateway", "io.portline.carrier"),
            new Module("notification-service", "io.portline.notification"),
            new Module("case-service", "io.portline.cases"),
            new Module("dashboard", "io.portline.dashboard"),
            new Module("identity", "io.portline.identity"),
            new Module("embedded-infrastructure", "io.portline.infrastructure"),
            new Module("local-stack", "io.portline.local"));

    /** By the name that the catalogue of topics gives them. */
    static final Map<String, String> PACKAGE_OF_SERVICE =
            MODULES.stream().collect(Collectors.toUnmodifiableMap(Module::artifact, Module::packageName));

    private House() {}

    /** All classes of all modules; no tests, for only the modules' own artefacts are read. */
    static JavaClasses classes() {
        return Imported.CLASSES;
    }

    /** The folder of the whole project, from which the parent POM is read. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        return Files.exists(folder.resolve("system-tests")) ? folder : folder.getParent();
    }

    /** Read once for all tests. */
    private static final class Imported {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .importLocations(MODULES.stream()
                        .map(module -> Location.of(module.location()))
                        .toList());
    }
}
