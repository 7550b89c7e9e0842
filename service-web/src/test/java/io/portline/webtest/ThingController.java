package io.portline.webtest;

import io.portline.web.client.ServiceClients;
import io.portline.web.etag.ETags;
import io.portline.web.etag.ExpectedRevision;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.idempotency.RequestTransaction;
import io.portline.web.page.Cursor;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.portline.web.tenant.TenantScope;
import io.portline.web.upload.MediaKind;
import io.portline.web.upload.UploadedFile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.multipart.MultipartFile;

import java.net.URI;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

@RestController
@ConditionalOnBooleanProperty(name = "portline.test.controllers", matchIfMissing = true)
@RequestMapping("/api/v1")
public class ThingController {

    private static final ProblemType FROZEN = ProblemType.of("thing-frozen", 409);

    private final JdbcClient jdbc;
    private final ServiceClients clients;
    /** Where a test holds up a handler. */
    private final AtomicReference<@Nullable Gate> gate = new AtomicReference<>();

    ThingController(JdbcClient jdbc, ServiceClients clients) {
        this.jdbc = jdbc;
        this.clients = clients;
    }

    public AtomicReference<@Nullable Gate> gate() {
        return gate;
    }

    public record Gate(CountDownLatch entered, CountDownLatch open) {
        public Gate() {
            this(new CountDownLatch(1), new CountDownLatch(1));
        }
    }

    public enum Colour {
        RED,
        BLUE
    }

    public record Contact(
            @NotNull @Email String email, @Nullable String name) {}

    public record Address(
            @NotBlank String line1,

            @Pattern(regexp = "[0-9]{5}", message = "{field.POSTAL_CODE}")
            String code) {}

    public record NewThing(
            @NotBlank @Size(max = 20) String name,
            @Nullable Colour colour,
            @Nullable Boolean shiny,
            int weight,
            @Nullable LocalDate on,
            @Valid @Nullable Address address,
            @Size(max = 3) @Nullable List<@NotBlank String> numbers,
            @Nullable List<@Valid Contact> contacts,
            @Nullable Map<String, @NotBlank String> fields,
            @Nullable String passcode) {}

    public record Thing(UUID id, String name, long revision, long position) {}

    @Idempotent
    @PostMapping("/things")
    @Transactional
    public ResponseEntity<Thing> create(Caller caller, @Valid @RequestBody NewThing body) throws InterruptedException {
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO thing (id, tenant_id, name, revision) VALUES (?, ?, ?, 1)")
                .params(id, caller.tenantId(), body.name())
                .update();
        Gate held = gate.get();
        if (held != null && body.name().startsWith("held")) {
            held.entered().countDown();
            if (!held.open().await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened the gate");
            }
        }
        switch (body.name()) {
            case "fail" -> throw new IllegalStateException("after the insert; passcode " + body.passcode());
            case "refuse" -> throw ProblemException.of(FROZEN).with("actions", List.of("VIEW"));
            default -> {}
        }
        Thing thing = find(id, caller.scope());
        return ResponseEntity.created(URI.create("/api/v1/things/" + id))
                .eTag(ETags.of(thing.revision()))
                .body(thing);
    }

    /** Waits for somebody else before it changes anything. */
    @Idempotent(deferred = true)
    @PostMapping("/things/after-a-wait")
    public ResponseEntity<Map<String, UUID>> createAfterAWait(
            Caller caller, @Valid @RequestBody NewThing body, RequestTransaction transaction)
            throws InterruptedException {
        Gate held = gate.get();
        if (held != null && body.name().startsWith("held")) {
            held.entered().countDown();
            if (!held.open().await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened the gate");
            }
        }
        if (body.name().equals("forgotten")) {
            return ResponseEntity.status(201).body(Map.of());
        }
        transaction.begin();
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO thing (id, tenant_id, name, revision) VALUES (?, ?, ?, 1)")
                .params(id, caller.tenantId(), body.name())
                .update();
        if (body.name().equals("fail")) {
            throw new IllegalStateException("after the insert");
        }
        return ResponseEntity.status(201).body(Map.of("id", id));
    }

    @Idempotent(required = true)
    @PostMapping("/things/strict")
    public ResponseEntity<Void> createWithKey() {
        return ResponseEntity.noContent().build();
    }

    @Idempotent
    @PostMapping("/things/{id}/notes")
    public Map<String, String> note(@PathVariable UUID id) {
        return Map.of("note", UUID.randomUUID().toString());
    }

    @Idempotent
    @PostMapping("/things/with-file")
    public ResponseEntity<Map<String, String>> createWithFile(
            Caller caller, @Valid @RequestPart NewThing thing, @RequestPart MultipartFile loa) {
        UploadedFile file = UploadedFile.read(loa, Set.of(MediaKind.PDF), DataSize.ofMegabytes(1));
        return ResponseEntity.status(201)
                .body(Map.of("id", UUID.randomUUID().toString(), "file", file.name(), "name", thing.name()));
    }

    @GetMapping("/things")
    public Page<Thing> list(TenantScope scope, PageRequest page, @RequestParam(defaultValue = "") String q) {
        long after = page.cursor() == null ? 0 : page.cursor().number(0);
        List<Thing> rows = jdbc.sql("""
                        SELECT id, name, revision, position FROM thing
                        WHERE (:tenant::text IS NULL OR tenant_id = :tenant) AND position > :after AND name LIKE :q || '%'
                        ORDER BY position LIMIT :limit
                        """)
                .param("tenant", scope.tenantIdOrNull())
                .param("after", after)
                .param("q", q)
                .param("limit", page.rowsToRead())
                .query(Thing.class)
                .list();
        return Page.of(rows, page, thing -> Cursor.of(thing.position()));
    }

    @GetMapping("/things/{id}")
    public ResponseEntity<Thing> read(TenantScope scope, @PathVariable UUID id) {
        Thing thing = find(id, scope);
        return ResponseEntity.ok().eTag(ETags.of(thing.revision())).body(thing);
    }

    public record Change(@NotBlank String name) {}

    @PutMapping("/things/{id}")
    public ResponseEntity<Thing> change(
            TenantScope scope, @PathVariable UUID id, ExpectedRevision expected, @Valid @RequestBody Change change) {
        Thing thing = find(id, scope);
        expected.check(thing.revision());
        jdbc.sql("UPDATE thing SET name = ?, revision = revision + 1 WHERE id = ? AND revision = ?")
                .params(change.name(), id, thing.revision())
                .update();
        return read(scope, id);
    }

    @GetMapping("/me")
    public Caller me(Caller caller) {
        return caller;
    }

    @GetMapping("/trace")
    public Map<String, String> trace() {
        return Map.of("traceId", MDC.get("traceId"));
    }

    @GetMapping("/own-tenant")
    public String ownTenant(Caller caller) {
        return caller.tenantId();
    }

    @GetMapping("/desk")
    public String desk(Caller caller) {
        return caller.require(Role.DESK_AGENT).subject();
    }

    @GetMapping("/search")
    public String search(
            @RequestParam @Min(1) int size, @RequestParam Colour colour, @RequestHeader("X-Count") int count) {
        return size + " " + colour + " " + count;
    }

    @GetMapping("/short/{code}")
    public String byCode(@PathVariable @Size(max = 3) String code) {
        return code;
    }

    @PostMapping("/files")
    public Map<String, Object> upload(@RequestPart MultipartFile file) {
        UploadedFile read = UploadedFile.read(file, Set.of(MediaKind.values()), DataSize.ofMegabytes(1));
        return Map.of("name", read.name(), "kind", read.kind(), "size", read.content().length);
    }

    @GetMapping("/boom/{kind}")
    public String boom(@PathVariable String kind) throws SQLException {
        switch (kind) {
            case "error" -> throw new StackOverflowError("deep secret");
            case "denied" -> throw new AccessDeniedException("deep secret");
            case "busy" -> throw new CannotAcquireLockException("deep secret");
            case "away" -> throw new ResourceAccessException("deep secret");
            case "conflict" ->
                throw ProblemException.of(ProblemType.CONFLICT).error(FieldProblem.of("/a~1b", "FORMAT"));
            case "sql" -> throw new SQLException("deep secret");
            default -> throw new IllegalStateException("deep secret");
        }
    }

    @GetMapping("/call")
    public ResponseEntity<String> call(@RequestParam String as, @RequestParam String path) {
        var client = as.equals("caller") ? clients.asCaller("web-test") : clients.asService("web-test");
        return ResponseEntity.ok(client.build().get().uri(path).retrieve().body(String.class));
    }

    private Thing find(UUID id, TenantScope scope) {
        return jdbc.sql("""
                        SELECT id, name, revision, position FROM thing
                        WHERE id = :id AND (:tenant::text IS NULL OR tenant_id = :tenant)
                        """)
                .param("id", id)
                .param("tenant", scope.tenantIdOrNull())
                .query(Thing.class)
                .optional()
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    }
}
