package io.portline.local.chaos;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class MailWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final UUID EVENT = UUID.randomUUID();

    @TempDir
    Path folder;

    private final Interruptions interruptions = new Interruptions();
    private MailWatch watch = new MailWatch(Path.of(""));
    private int mails;

    @BeforeEach
    void watchTheFolder() {
        watch = new MailWatch(folder);
    }

    @Test
    void findsNothingInMailsThatCameOnce() throws IOException {
        mail("<1@portline>", "ada@contoso.example", NOON, "");
        mail("<2@portline>", "numbers@contoso.example", NOON, "");

        assertThat(doubled()).satisfies(found -> assertThat(found.breaches()).isEmpty());
        assertThat(watch.toldOf(EVENT)).containsExactly("ada@contoso.example", "numbers@contoso.example");
    }

    @Test
    void findsAnEventThatWasToldTwiceUnderDifferentMessageIds() throws IOException {
        interruptions.ended(Set.of("notification-service"), NOON, NOON.plusSeconds(10));
        mail("<1@portline>", "ada@contoso.example", NOON, "");
        mail("<2@portline>", "Ada@contoso.example", NOON.plusSeconds(9), "");

        assertThat(doubled().breaches())
                .singleElement()
                .asString()
                .contains("was told to ada@contoso.example by 2 mails");
    }

    @Test
    void allowsAMailThatSomebodyWantedSentAgain() throws IOException {
        mail("<1@portline>", "ada@contoso.example", NOON, "");
        mail(
                "<2@portline>",
                "ada@contoso.example",
                NOON.plusSeconds(9),
                "X-Portline-Resend-Of: " + UUID.randomUUID() + "\r\n");

        assertThat(doubled().breaches()).isEmpty();
    }

    @Test
    void allowsAMailToComeAgainAfterItsSenderDied() throws IOException {
        interruptions.ended(Set.of("notification-service"), NOON.plusSeconds(1), NOON.plusSeconds(10));
        mail("<1@portline>", "ada@contoso.example", NOON, "");
        mail("<1@portline>", "ada@contoso.example", NOON.plusSeconds(60), "");

        Findings found = doubled();

        assertThat(found.breaches()).isEmpty();
        assertThat(found.counts()).containsAllEntriesOf(Map.of("mails that arrived", 2L, "mails that came twice", 1L));
    }

    @Test
    void findsAMailThatCameAgainAlthoughNothingOfItsSendingWasInterrupted() throws IOException {
        interruptions.ended(Set.of("dashboard"), NOON.plusSeconds(1), NOON.plusSeconds(10));
        interruptions.ended(Set.of("notification-service"), NOON.plusSeconds(300), NOON.plusSeconds(310));
        mail("<1@portline>", "ada@contoso.example", NOON, "");
        mail("<1@portline>", "ada@contoso.example", NOON.plusSeconds(60), "");

        assertThat(doubled().breaches())
                .singleElement()
                .asString()
                .contains("nothing that sends mails was interrupted");
    }

    @Test
    void findsMoreMailsThatCameAgainThanADeathExplains() throws IOException {
        interruptions.ended(Set.of("mail"), NOON.plusSeconds(1), NOON.plusSeconds(10));
        for (int mail = 0; mail <= 300; mail++) {
            mail("<" + mail + "@portline>", mail + "@contoso.example", NOON, "");
            mail("<" + mail + "@portline>", mail + "@contoso.example", NOON.plusSeconds(30), "");
        }

        assertThat(doubled().breaches()).containsExactly("301 mails came twice, 300 at most may");
    }

    @Test
    void countsNoReminderAsTheTellingOfAnEvent() throws IOException {
        mail("<1@portline>", "ada@contoso.example", NOON, "X-Portline-Notification: port-order.reminder-1-day\r\n");
        watch.look();

        assertThat(watch.events()).isEmpty();
    }

    @Test
    void findsContactsThatWereNotToldAndEventsThatNobodyWasToBeToldOf() throws IOException {
        mail("<1@portline>", "ada@contoso.example", NOON, "");
        watch.look();
        UUID untold = UUID.randomUUID();

        Findings asItShould = StateAudit.told(Map.of(EVENT, Set.of("ada@contoso.example")), watch);
        Findings oneTooFew = StateAudit.told(Map.of(EVENT, Set.of("ada@contoso.example", "b@contoso.example")), watch);
        Findings others = StateAudit.told(Map.of(untold, Set.of("ada@contoso.example")), watch);

        assertThat(asItShould.breaches()).isEmpty();
        assertThat(oneTooFew.breaches()).hasSize(1);
        assertThat(others.breaches()).hasSize(2).anyMatch(breach -> breach.contains(EVENT.toString()));
    }

    private Findings doubled() {
        watch.look();
        return watch.doubled(interruptions);
    }

    private void mail(String messageId, String address, Instant received, String more) throws IOException {
        Files.writeString(
                folder.resolve("%08d.eml".formatted(++mails)),
                "X-Portline-Received: %s\r\nX-Portline-Envelope: %s\r\nMessage-ID: %s\r\nX-Portline-Event: %s\r\n%s\r\nWords\r\n"
                        .formatted(received, address, messageId, EVENT, more));
    }
}
