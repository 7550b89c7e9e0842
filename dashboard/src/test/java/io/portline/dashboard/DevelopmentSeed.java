package io.portline.dashboard;

import io.portline.schemas.Actor;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseStatus;
import io.portline.schemas.DeliveryChannel;
import io.portline.schemas.DeliveryOutcome;
import io.portline.schemas.DeliveryResult;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortOutStatus;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import static io.portline.dashboard.Events.approved;
import static io.portline.dashboard.Events.cancelled;
import static io.portline.dashboard.Events.completed;
import static io.portline.dashboard.Events.contacting;
import static io.portline.dashboard.Events.mail;
import static io.portline.dashboard.Events.moment;
import static io.portline.dashboard.Events.opened;
import static io.portline.dashboard.Events.pending;
import static io.portline.dashboard.Events.rejected;
import static io.portline.dashboard.Events.said;
import static io.portline.dashboard.Events.submitted;

/** Something of everything to look at: events of every kind, and what the services answer to their pages. */
final class DevelopmentSeed {

    private final OtherServices others;
    private final Publisher publisher;

    DevelopmentSeed(OtherServices others, Publisher publisher) {
        this.others = others;
        this.publisher = publisher;
    }

    void sow() {
        var paris = moment("Europe/Paris", LocalDateTime.parse("2026-12-01T10:00"));
        PortOrderStatusEvent first = named(1, "Paris office, main line", 1);
        PortOrderStatusEvent done = completed(pending(approved(contacting(first), paris)));
        publisher.publish(first, contacting(first), approved(contacting(first), paris));
        publisher.publish(pending(approved(contacting(first), paris)), done);
        publisher.publish(
                mail(first, 1, "port-order.submitted", DeliveryResult.SENT),
                mail(done, 2, "port-order.completed", DeliveryResult.SENT));

        PortOrderStatusEvent second = named(2, "Lyon call centre", 34);
        PortOrderStatusEvent secondContacting = contacting(second);
        publisher.publish(
                second,
                secondContacting,
                approved(secondContacting, moment("Europe/Paris", LocalDateTime.parse("2026-12-03T14:00"))));
        publisher.publish(
                mail(second, 1, "port-order.submitted", DeliveryResult.SENT),
                mail(secondContacting, 2, "port-order.contacting-carrier", DeliveryResult.RETRYING));

        PortOrderStatusEvent third = named(3, "Support hotline Marseille", 3);
        PortOrderStatusEvent thirdRejected = rejected(contacting(third));
        publisher.publish(
                third,
                contacting(third),
                thirdRejected,
                mail(thirdRejected, 1, "port-order.carrier-rejected", DeliveryResult.SENT));

        PortOrderStatusEvent fourth =
                named(4, "Fax lines that nobody remembers but accounting still insists on keeping", 12);
        publisher.publish(fourth, contacting(fourth));
        PortOrderStatusEvent fifth = named(5, "Bordeaux reception", 1);
        publisher.publish(fifth, cancelled(fifth));
        PortOrderStatusEvent sixth = named(6, "Nantes warehouse", 999);
        publisher.publish(sixth);
        PortOrderStatusEvent seventh = named(7, "Toulouse sales", 8);
        PortOrderStatusEvent seventhApproved =
                approved(contacting(seventh), moment("Europe/Paris", LocalDateTime.parse("2026-11-25T18:00")));
        publisher.publish(seventh, contacting(seventh), seventhApproved, pending(seventhApproved));

        for (String known : List.of("3", "2", "6")) {
            others.on(
                    "GET",
                    "/api/v1/port-orders/" + id(Integer.parseInt(known)),
                    OtherServices.Answer.json(200, details(Integer.parseInt(known))));
        }
        DevelopmentAnswers.tell(others, id(3), id(101));
        for (int n = 20; n < 120; n++) {
            history(n);
        }
        publisher.publish(
                Events.portOut("contoso", id(201), "OUT-000012", PortOutStatus.APPROVED, 1),
                Events.portOut("contoso", id(202), "OUT-000013", PortOutStatus.REJECTED, 1));
        var one = opened("contoso", id(101), "TNS-000007", "1,400 numbers at Hexatel");
        var asked = said(
                one,
                CaseActivity.CUSTOMER_ASKED,
                Actor.DESK,
                CaseStatus.WAITING_FOR_CUSTOMER,
                "Which of the two accounts are the numbers on?\nWe have one in Paris and one in Lyon.");
        publisher.publish(
                one,
                asked,
                said(asked, CaseActivity.COMMENTED, Actor.ADMIN, CaseStatus.IN_PROGRESS, "The one in Lyon."));
        var two = opened("contoso", id(102), "TNS-000008", "Calling name for the reception");
        publisher.publish(two, said(two, CaseActivity.RESOLVED, Actor.DESK, CaseStatus.RESOLVED, "The name is set."));
        publisher.publish(opened("fabrikam", id(103), "TNS-000009", "Numéros pour le bureau de Nice"));
        others.on("GET", "/api/v1/cases/" + id(101), OtherServices.Answer.json(200, """
                {"id":"%s","number":"TNS-000007","description":"We have 1,400 numbers at Hexatel that should move before the end of the year.","numbers":["+33142345001","+33142345002"],"linkedOrders":[],"actions":["VIEW","COMMENT","RESOLVE","CANCEL","ASK","TAKE","ASSIGN","ANSWER","NOTE","SUBMIT_ORDERS"],
                 "assignee":"Dana Desk","timeline":{"items":[{"documents":[{"id":"%s","quarantined":true}]}]}}
                """.formatted(id(101), id(301))));
    }

    /** Orders of another tenant at other carriers over the last week, so that the operators' figures say something. */
    private void history(int n) {
        List<String> carriers = List.of("Hexatel", "Armorique Télécom", "Cascadia Telephone", "Sakura Telecom");
        Instant begun = Instant.parse("2026-11-25T07:00:00Z").minus(Duration.ofMinutes(70L * n));
        PortOrderStatusEvent first = PortOrderStatusEvent.newBuilder(
                        submitted("northwind", id(n), "PO-%06d".formatted(n), "Branch " + n))
                .setLosingCarrierName(carriers.get(n % 4))
                .setSubmittedAt(begun)
                .setOccurredAt(begun)
                .setNumbers(List.of("+331999%05d".formatted(n)))
                .build();
        List<PortOrderStatusEvent> way = new ArrayList<>(List.of(first));
        way.add(at(contacting(first), begun.plus(Duration.ofMinutes(2))));
        if (n % 9 == 0) {
            way.add(at(rejected(way.getLast()), begun.plus(Duration.ofMinutes(40L + n))));
        } else if (n % 7 != 0) {
            way.add(at(
                    approved(
                            way.getLast(),
                            moment(
                                    "Europe/Paris",
                                    LocalDateTime.parse("2026-11-26T10:00").plusDays(n % 11))),
                    begun.plus(Duration.ofMinutes(60L + (n * 37L) % 300))));
            if (n > 70) {
                way.add(at(pending(way.getLast()), begun.plus(Duration.ofHours(20))));
                way.add(at(completed(way.getLast()), begun.plus(Duration.ofHours(44))));
            }
        }
        publisher.publish(way.toArray(PortOrderStatusEvent[]::new));
        publisher.publish(mail(
                way.getLast(), 1, "port-order.submitted", n % 13 == 0 ? DeliveryResult.REFUSED : DeliveryResult.SENT));
        DeliveryOutcome webhook = mail(
                way.getLast(),
                2,
                "port-order.submitted",
                n % 5 == 0 ? DeliveryResult.GIVEN_UP : n % 3 == 0 ? DeliveryResult.RETRYING : DeliveryResult.SENT);
        webhook.setChannel(DeliveryChannel.WEBHOOK);
        webhook.setContactId(null);
        publisher.publish(webhook);
    }

    private static PortOrderStatusEvent at(PortOrderStatusEvent event, Instant when) {
        return PortOrderStatusEvent.newBuilder(event).setOccurredAt(when).build();
    }

    private static UUID id(int n) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + n);
    }

    private static PortOrderStatusEvent named(int n, String name, int numbers) {
        return PortOrderStatusEvent.newBuilder(submitted("contoso", id(n), "PO-%06d".formatted(n), name))
                .setSubmittedAt(Events.SUBMITTED.plus(Duration.ofMinutes(n)))
                .setOccurredAt(Events.SUBMITTED.plus(Duration.ofMinutes(n)))
                .setNumbers(IntStream.range(0, numbers)
                        .mapToObj(i -> "+3314234%04d".formatted(5000 + n * 7 + i))
                        .toList())
                .build();
    }

    private static String details(int n) {
        String status = n == 3 ? "ERROR" : n == 2 ? "TRANSFER_APPROVED" : "PROCESSING";
        String actions = n == 3
                ? "\"EDIT\",\"CANCEL\",\"DELETE\""
                : n == 2 ? "\"VIEW\",\"EDIT_FOC\",\"CANCEL\"" : "\"VIEW\",\"CANCEL\"";
        return """
                {"id":"%s","number":"PO-%06d","name":"Support hotline Marseille","country":"FR","status":"%s","attempt":1,"actions":[%s],
                 "losingCarrier":{"id":"fr-hexatel","name":"Hexatel"},"portType":"FULL","numbers":["+33142345021","+33142345022","+33142345023"],
                 "billingTelephoneNumber":"+33142345021","accountNumber":"REJECT-ACCOUNT_NUMBER_MISMATCH","hasPasscode":true,
                 "accountHolder":{"organisation":"Contoso France SARL","authorisedPerson":"Ada Lovelace"},
                 "serviceAddress":{"line1":"12 rue de la Paix","city":"Paris","postalCode":"75002"},
                 "requested":{"local":"2026-12-01T10:00:00","zone":"Europe/Paris","instant":"2026-12-01T09:00:00Z"},
                 "loaDocumentId":"01900000-0000-7000-8000-0000000000ff","loaSignedOn":"2026-11-20",
                 "contacts":[{"email":"ada@contoso.example","name":"Ada Lovelace","language":"en"},{"email":"jean@contoso.example","name":"Jean Dupont","language":"fr"}]}
                """.formatted(id(n), n, status, actions);
    }
}
