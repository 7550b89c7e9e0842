package io.portline.dashboard.live.web;

import io.portline.dashboard.freshness.ReadModelFreshness;
import io.portline.dashboard.live.Audience;
import io.portline.dashboard.live.LiveChange;
import io.portline.dashboard.live.LiveHub;
import io.portline.dashboard.live.LiveLine;
import io.portline.dashboard.live.LiveNews;
import io.portline.dashboard.session.web.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Server-sent events: what changed, never what it looks like now. The page fetches that like any other page, so that
 * language, permissions and escaping are the same either way.
 */
@Controller
class LiveController {

    /** The browser connects again by itself; so a sign-out or a lost role ends a line after this at the latest. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** How often a line is written to at least; also how soon a page learns how fresh it is. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final Duration GATHER = Duration.ofMillis(100);

    private static final Pattern MARK = Pattern.compile("\\d{1,19}");

    private record Change(String kind, UUID id, long version) {}

    private record News(List<Change> changes, boolean more) {}

    private record Fresh(long behind) {}

    private final LiveHub hub;
    private final ReadModelFreshness freshness;

    LiveController(LiveHub hub, ReadModelFreshness freshness) {
        this.hub = hub;
        this.freshness = freshness;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> live(
            Viewer viewer,
            @RequestParam("since") String since,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        Audience audience = audience(viewer);
        String mark = last == null ? since : last;
        if (!MARK.matcher(mark).matches()) {
            return ResponseEntity.badRequest().build();
        }
        if (audience == null) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        SseEmitter emitter = new SseEmitter(LIFE.toMillis());
        LiveLine line = hub.open(audience, mark);
        emitter.onCompletion(line::close);
        emitter.onTimeout(line::close);
        emitter.onError(_ -> line.close());
        Thread.ofVirtual().name("live-line").start(() -> serve(line, emitter));
        // Proxies must not hold events back to fill a buffer.
        return ResponseEntity.ok()
                .header("X-Accel-Buffering", "no")
                .header("Cache-Control", "no-store")
                .body(emitter);
    }

    private static @Nullable Audience audience(Viewer viewer) {
        if (viewer.tenantId() != null) {
            return new Audience.Tenant(viewer.tenantId());
        }
        if (viewer.isOperator()) {
            return new Audience.AllTenants(Set.of(LiveChange.Kind.values()));
        }
        return viewer.isDeskAgent() ? new Audience.AllTenants(Set.of(LiveChange.Kind.values())) : null;
    }

    private void serve(LiveLine line, SseEmitter emitter) {
        try {
            emitter.send(SseEmitter.event().comment("open").reconnectTime(2_000));
            while (!line.isClosed()) {
                emitter.send(SseEmitter.event()
                        .name("fresh")
                        .data(new Fresh(freshness.behind().orElse(-1L)), MediaType.APPLICATION_JSON));
                LiveNews news = line.await(HEARTBEAT);
                if (line.isClosed()) {
                    break;
                }
                if (!news.isEmpty()) {
                    emitter.send(SseEmitter.event()
                            .name("changed")
                            .id(news.mark())
                            .data(told(news), MediaType.APPLICATION_JSON));
                }
                line.gather(GATHER);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The browser went away, as browsers do.
            line.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            line.close();
        }
    }

    private static News told(LiveNews news) {
        return new News(
                news.changes().stream()
                        .map(change -> new Change(
                                change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                change.id(),
                                change.version()))
                        .toList(),
                news.more());
    }
}
