package io.portline.web.idempotency;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.portline.web.tenant.TenantScope;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyKeysTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Caller CALLER = new Caller(
            "s", "s", null, Locale.ENGLISH, Set.of(Role.TENANT_ADMIN), new TenantScope.OneTenant("contoso"), "US");

    @Test
    void deletesOnlyWhatIsOverAndRecordsAKeyOnce() throws Exception {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("web_keys");
        SingleConnectionDataSource dataSource =
                new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(), true);
        IdempotencySchema schema = new IdempotencySchema(dataSource);
        schema.afterPropertiesSet();
        schema.afterPropertiesSet();
        IdempotencyKeys atFirst = at(dataSource, START);
        IdempotencyKeys.Answer answer = new IdempotencyKeys.Answer(201, Map.of("ETag", "\"1\""), new byte[] {1, 2});

        for (int i = 0; i < 1500; i++) {
            assertThat(atFirst.record(request("old-" + i), answer)).isTrue();
        }
        assertThat(atFirst.record(request("old-0"), answer)).isFalse();
        IdempotencyKeys later = at(dataSource, START.plus(Duration.ofHours(24)));
        assertThat(later.find(request("old-0"))).isInstanceOf(IdempotencyKeys.Found.Nothing.class);
        assertThat(later.record(request("old-0"), answer)).isTrue();
        assertThat(later.find(request("old-0"))).isInstanceOf(IdempotencyKeys.Found.Answered.class);

        assertThat(later.purge()).isEqualTo(1000);
        assertThat(later.purge()).isEqualTo(499);
        assertThat(later.purge()).isZero();
    }

    private static IdempotencyKeys at(SingleConnectionDataSource dataSource, Instant now) {
        return new IdempotencyKeys(
                JdbcClient.create(dataSource),
                JsonMapper.shared(),
                Clock.fixed(now, ZoneOffset.UTC),
                Duration.ofHours(24));
    }

    private static RequestFingerprint request(String key) throws Exception {
        return RequestFingerprint.of(
                new MockHttpServletRequest("POST", "/api/v1/things"),
                "POST /api/v1/things",
                CALLER,
                new IdempotencyKey(key));
    }
}
