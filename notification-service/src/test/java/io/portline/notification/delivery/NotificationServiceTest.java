package io.portline.notification.delivery;

import io.portline.numbering.Language;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NotificationServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Notification COMPLETED = SampleNotifications.of(NotificationKind.PORT_ORDER_COMPLETED);
    private static final Contact CLAIRE =
            new Contact(new UUID(0, 1), "Claire", "claire@fabrikam.example", Language.FR, null);

    private final List<Contact> told = new ArrayList<>();
    private int woken;
    private int sent;

    @Test
    void waitsForTheRevisionOfTheContactsThatTheEventPresumes() {
        assertThatThrownBy(() -> service(known(1, false)).tell(COMPLETED, 2))
                .isInstanceOf(ContactsNotYetKnown.class)
                .hasMessageContaining("revision 2")
                .hasMessageNotContaining("claire");
        assertThat(told).isEmpty();
    }

    @Test
    void tellsNobodyOnceTheContactsAreErased() {
        service(known(1, true)).tell(COMPLETED, 7);

        assertThat(told).isEmpty();
        assertThat(woken).isZero();
    }

    @Test
    void wakesTheQueueOnceForAllContactsOfAnEvent() {
        service(known(2, false)).tell(COMPLETED, 2);

        assertThat(told).containsExactly(CLAIRE);
        assertThat(woken).isEqualTo(1);
    }

    @Test
    void triesAgainLaterWhenTheServerPutsItOff() {
        assertThat(attempt(new Sender.Outcome.TryAgain("450 busy"), delivery(0, false)))
                .isInstanceOfSatisfying(Attempt.Postponed.class, postponed -> {
                    assertThat(postponed.nextAttempt()).isAfter(NOW);
                    assertThat(postponed.serverAway()).isFalse();
                });
    }

    @Test
    void tellsAServerThatIsAwayFromOneThatPutsAMailOff() {
        assertThat(attempt(new Sender.Outcome.Away("no connection"), delivery(0, false)))
                .isInstanceOfSatisfying(
                        Attempt.Postponed.class,
                        postponed -> assertThat(postponed.serverAway()).isTrue());
    }

    @Test
    void neverTriesAgainWhatWasRefusedForGood() {
        assertThat(attempt(new Sender.Outcome.RefusedForGood("550 no such user"), delivery(0, false)))
                .isEqualTo(new Attempt.RefusedForGood("550 no such user"));
    }

    @Test
    void givesUpAfterADay() {
        assertThat(attempt(new Sender.Outcome.TryAgain("450 busy"), delivery(25, false)))
                .isEqualTo(new Attempt.GivenUp("450 busy"));
    }

    @Test
    void sendsNothingToWhoHasUnsubscribedMeanwhile() {
        assertThat(attempt(new Sender.Outcome.Taken("<1@x>"), delivery(0, true)))
                .isInstanceOf(Attempt.GivenUp.class);
        assertThat(sent).isZero();
    }

    private Attempt attempt(Sender.Outcome outcome, Delivery delivery) {
        Sender sender = new Sender() {
            @Override
            public Outcome send(Delivery one, Contact contact) {
                sent++;
                return outcome;
            }

            @Override
            public void release() {}
        };
        return service(known(1, false)).attempt(delivery, sender).attempt();
    }

    private static Delivery delivery(int hoursOld, boolean unsubscribed) {
        return new Delivery(
                new UUID(0, 9),
                COMPLETED,
                CLAIRE,
                DeliveryStatus.WAITING,
                3,
                NOW.minusSeconds(3600L * hoursOld),
                true,
                null,
                new Delivery.Subscription("token", unsubscribed),
                null);
    }

    private static SubjectContacts known(long revision, boolean erased) {
        return new SubjectContacts(COMPLETED.subject(), revision, erased, erased ? List.of() : List.of(CLAIRE));
    }

    private NotificationService service(SubjectContacts known) {
        Deliveries deliveries = new Deliveries() {
            @Override
            public void add(Notification notification, List<Contact> contacts) {
                told.addAll(contacts);
            }

            @Override
            public Resend resend(Optional<String> tenantId, UUID deliveryId) {
                return new Resend.Unknown();
            }
        };
        DeliverySchedule schedule = new DeliverySchedule() {
            @Override
            public void sendSoon() {
                woken++;
            }

            @Override
            public void wakeAt(Instant at) {}
        };
        ContactBook contactBook = new ContactBook() {
            @Override
            public Optional<SubjectContacts> find(UUID subjectId) {
                return Optional.of(known);
            }

            @Override
            public void lookUp(Set<UUID> subjectIds) {}

            @Override
            public void keep(SubjectContacts contacts) {}

            @Override
            public void erase(UUID subjectId) {}
        };
        return new NotificationService(
                contactBook, deliveries, schedule, new RetryPlan(new Random(1)), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
