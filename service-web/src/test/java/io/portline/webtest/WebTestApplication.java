package io.portline.webtest;

import io.portline.infrastructure.CuttableProxy;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A service as small as can be, on a real server with a real database. */
@SpringBootApplication
class WebTestApplication {

    /** Runs until closed by the test class. */
    static ConfigurableApplicationContext run(String... settings) {
        String[] arguments =
                Arrays.stream(settings).map(setting -> "--" + setting).toArray(String[]::new);
        return new SpringApplicationBuilder(WebTestApplication.class)
                .properties("spring.config.name=web-test")
                .run(arguments);
    }

    /** The service that most tests share; it ends with the JVM. */
    static Api shared() {
        return Shared.API;
    }

    static ConfigurableApplicationContext sharedContext() {
        return Shared.CONTEXT;
    }

    static String[] database(LocalPostgres.Database database) {
        return new String[] {
            "spring.datasource.url=" + database.jdbcUrl(),
            "spring.datasource.username=" + database.user(),
            "spring.datasource.password=" + database.password()
        };
    }

    static String[] databaseThrough(CuttableProxy proxy, LocalPostgres.Database database) {
        String url =
                database.jdbcUrl().replace(":" + TestInfrastructure.postgres().port() + "/", ":" + proxy.port() + "/");
        return new String[] {
            "spring.datasource.url=" + url,
            "spring.datasource.username=" + database.user(),
            "spring.datasource.password=" + database.password()
        };
    }

    private static final class Shared {
        static final ConfigurableApplicationContext CONTEXT = start();
        static final Api API = Api.of(CONTEXT);

        private static ConfigurableApplicationContext start() {
            List<String> settings = new ArrayList<>(
                    List.of(database(TestInfrastructure.postgres().newDatabase("web_test"))));
            settings.add("portline.identity.issuer-uri=" + TestIssuer.shared().issuerUri());
            return run(settings.toArray(String[]::new));
        }
    }
}
