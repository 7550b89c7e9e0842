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
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NotificationServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Notification COMPLETED = SampleNotifications.of(NotificationKind.PORT_ORDER_COMPLETED);
    private static final Contact CLAIRE = new Contact(new UUID(0, 1), "Claire", "claire@fabrikam.example", Language.FR);

    private final List<UUID> scheduled = new ArrayList<>();
    private final List<Attempt> recorded = new ArrayList<>();

    @Test
    void waitsForTheRevisionOfTheContactsThatTheEventPresumes() {
        assertThatThrownBy(() -> service(known(1, false), new Sender.Outcome.Taken("<1@x>"), 0)
                        .tell(COMPLETED, 2))
                .isInstanceOf(ContactsNotYetKnown.class)
                .hasMessageContaining("revision 2")
                .hasMessageNotContaining("claire");
        assertThat(scheduled).isEmpty();
    }

    @Test
    void tellsNobodyOnceTheContactsAreErased() {
        service(known(1, true), new Sender.Outcome.Taken("<1@x>"), 0).tell(COMPLETED, 7);

        assertThat(scheduled).isEmpty();
    }

    @Test
    void schedulesADeliveryForEachContact() {
        service(known(2, false), new Sender.Outcome.Taken("<1@x>"), 0).tell(COMPLETED, 2);

        assertThat(scheduled).hasSize(1);
    }

    @Test
    void triesAgainLaterWhenTheServerDoesNotTakeIt() {
        Optional<Instant> next = service(known(1, false), new Sender.Outcome.TryAgain("421 busy"), 0)
                .attempt(new UUID(0, 9));

        assertThat(next).hasValueSatisfying(at -> assertThat(at).isAfter(NOW));
        assertThat(recorded).singleElement().isInstanceOf(Attempt.Postponed.class);
    }

    @Test
    void neverTriesAgainWhatWasRefusedForGood() {
        Optional<Instant> next = service(known(1, false), new Sender.Outcome.RefusedForGood("550 no such user"), 0)
                .attempt(new UUID(0, 9));

        assertThat(next).isEmpty();
        assertThat(recorded).containsExactly(new Attempt.RefusedForGood("550 no such user"));
    }

    @Test
    void givesUpAfterADay() {
        Optional<Instant> next = service(known(1, false), new Sender.Outcome.TryAgain("421 busy"), 25)
                .attempt(new UUID(0, 9));

        assertThat(next).isEmpty();
        assertThat(recorded).containsExactly(new Attempt.GivenUp("421 busy"));
    }

    private static SubjectContacts known(long revision, boolean erased) {
        return new SubjectContacts(COMPLETED.subject(), revision, erased, erased ? List.of() : List.of(CLAIRE));
    }

    private NotificationService service(SubjectContacts known, Sender.Outcome outcome, int hoursOld) {
        Deliveries deliveries = new Deliveries() {
            @Override
            public List<UUID> add(Notification notification, List<Contact> contacts) {
                return contacts.stream().map(Contact::contactId).toList();
            }

            @Override
            public Optional<Delivery> find(UUID deliveryId) {
                return Optional.of(new Delivery(
                        deliveryId,
                        COMPLETED,
                        CLAIRE,
                        DeliveryStatus.WAITING,
                        3,
                        NOW.minusSeconds(3600L * hoursOld),
                        true));
            }

            @Override
            public void record(Delivery delivery, Attempt attempt) {
                recorded.add(attempt);
            }
        };
        ContactBook contactBook = new ContactBook() {
            @Override
            public Optional<SubjectContacts> find(UUID subjectId) {
                return Optional.of(known);
            }

            @Override
            public void keep(SubjectContacts contacts) {}

            @Override
            public void erase(UUID subjectId) {}
        };
        return new NotificationService(
                contactBook,
                deliveries,
                scheduled::addAll,
                (_, _) -> outcome,
                new RetryPlan(new Random(1)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
