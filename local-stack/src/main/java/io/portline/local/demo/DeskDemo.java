package io.portline.local.demo;

import io.portline.numbering.PhoneNumber;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Plays a case of each type through both sides, over the public API, and shows its timeline and the mails that went out. */
public final class DeskDemo {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneId SEATTLE = ZoneId.of("America/Los_Angeles");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final DeskAddresses addresses;
    private final PrintStream out;
    private final Clock realClock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final CasesApi contoso;
    private final CasesApi fabrikam;
    private final CasesApi desk;
    private final List<String> wrong = new ArrayList<>();

    private DeskDemo(DeskAddresses addresses, PrintStream out, CasesApi contoso, CasesApi fabrikam, CasesApi desk) {
        this.addresses = addresses;
        this.out = out;
        this.contoso = contoso;
        this.fabrikam = fabrikam;
        this.desk = desk;
    }

    /**
     * Plays the demo.
     *
     * @return whether everything was as it should be
     */
    public static boolean run(DeskAddresses addresses, PrintStream out) {
        try (CasesApi contoso = api(addresses, "contoso-script", addresses.contosoSecret());
                CasesApi fabrikam = api(addresses, "fabrikam-script", addresses.fabrikamSecret());
                CasesApi desk = api(addresses, "desk-script", addresses.deskSecret())) {
            return new DeskDemo(addresses, out, contoso, fabrikam, desk).play();
        }
    }

    private static CasesApi api(DeskAddresses addresses, String client, String secret) {
        return new CasesApi(addresses.identity(), addresses.caseService(), client, secret);
    }

    private boolean play() {
        Instant begun = realClock.instant();
        callingName();
        interTenantPort();
        inventoryChange();
        newNumbers();
        portIn();
        addressUpdate();
        inquiry();
        feedback();
        boolean right = wrong.isEmpty();
        wrong.forEach(what -> out.println("  NO " + what));
        out.printf(
                "%n%s in %d s. The cases are on %s and %s; all mails: %s%n",
                right ? "Everything was as it should be" : "NOT everything was as it should be",
                Duration.between(begun, realClock.instant()).toSeconds(),
                addresses.dashboard().resolve("/cases"),
                addresses.dashboard().resolve("/desk"),
                addresses.mailView().resolve("/mails"));
        return right;
    }

    /** Asked, answered, done, rated. */
    private void callingName() {
        Played played = open(
                contoso,
                "CUSTOM_CALLING_NAME",
                "US",
                "The name that people see",
                "en",
                fields("{'callingName':'CONTOSO'}").set("numbers", numbers(DemoOrder.Place.SEATTLE, 3)),
                null);
        played.desk("take", null);
        played.desk("ask", text("Shall it be shown abroad too?"));
        played.customer("comments", text("In the United States only, please."));
        played.desk("resolve", fields("{'code':'DONE','text':'It is set.'}"));
        played.customer("rating", fields("{'stars':5,'words':'Quick.'}"));
        played.ends("RESOLVED", "OPENED", "CUSTOMER_ASKED", "COMMENTED", "RESOLVED", "RATED");
    }

    /** Answered with an internal note that the customer never sees. */
    private void interTenantPort() {
        Played played = open(
                contoso,
                "INTER_TENANT_PORT",
                "US",
                "To our new tenant",
                "en",
                fields("{'sourceTenantDomain':'contoso.example','destinationTenantDomain':'contoso-north.example'}")
                        .put("requestedAt", soon(SEATTLE))
                        .set("numbers", numbers(DemoOrder.Place.SEATTLE, 2)),
                SEATTLE.getId());
        played.desk("notes", text("Check that both tenants are theirs."));
        played.desk("comments", text("Both tenants are yours; we move the numbers at the time you asked for."));
        played.until("DUE");
        played.desk("resolve", fields("{'code':'DONE'}"));
        played.ends("RESOLVED", "OPENED", "COMMENTED", "DUE", "RESOLVED");
        check(
                !played.seenByCustomer().toString().contains("Check that both"),
                played.number + ": the customer sees an internal note");
    }

    /** Due at the instant of its country; the inventory is asked then. */
    private void inventoryChange() {
        Played played = open(
                fabrikam,
                "INVENTORY_TYPE_CHANGE",
                "FR",
                "Numéros de service",
                "fr",
                fields("{'convertTo':'SERVICE','unassignedUnderstood':true}")
                        .put("requestedAt", soon(PARIS))
                        .set("numbers", numbers(DemoOrder.Place.PARIS, 2)),
                null);
        played.until("DUE");
        await(
                () -> !desk.get(played.path + "/notes").orThrow().path("items").isEmpty(),
                played.number + ": nobody has looked whether the numbers are assigned");
        played.desk("resolve", fields("{'code':'DONE','text':'C’est fait.'}"));
        played.ends("RESOLVED", "OPENED", "DUE", "RESOLVED");
    }

    /** Given up by the customer. */
    private void newNumbers() {
        Played played = open(
                fabrikam,
                "NEW_TN_ACQUISITION",
                "FR",
                "Vingt numéros à Lyon",
                "fr",
                fields("{'numberType':'USER','triedAdminCentre':true,'quantity':20,'region':'Rhône','city':'Lyon',"
                        + "'officeAddress':'1 rue de l’Exemple, 69001 Lyon','directoryListing':false}"),
                null);
        played.desk("take", null);
        played.customer("cancel", fields("{'reason':'SOLVED_ELSEWHERE','words':'Le centre en avait.'}"));
        played.ends("CANCELLED", "OPENED", "ASSIGNED", "CANCELLED");
    }

    /** What is lacking is asked for and answered by mail; then the desk submits the orders. */
    private void portIn() {
        LocalDateTime now = businessNow();
        byte[] letter = LetterOfAuthorization.signed(
                DemoOrder.ORGANISATION,
                DemoOrder.AUTHORISED_PERSON,
                "us-cascadia",
                now.toLocalDate().minusDays(1));
        ArrayNode numbers = numbers(DemoOrder.Place.SEATTLE, 5);
        Played played = open(
                contoso,
                "PORT_IN",
                "US",
                "Our Seattle office",
                "en",
                fields("{'orderName':'Seattle'}")
                        .put("requestedAt", DemoOrder.portDate(now))
                        .put("loaDocumentId", contoso.upload("letter.pdf", letter))
                        .set("numbers", numbers),
                SEATTLE.getId());
        played.desk("ask", text("Which carrier has the numbers, and what is the account number?"));
        played.answerByMail("Cascadia; the account number is ACCEPT.");
        // Business time has run on while the mails were on their way.
        played.desk("orders", groupOrder(numbers.get(0).asString(), now, businessNow()));
        played.until("ORDER_LINKED");
        played.desk("resolve", fields("{'code':'DONE','text':'The orders are submitted.'}"));
        played.ends("RESOLVED", "OPENED", "CUSTOMER_ASKED", "COMMENTED", "ORDER_LINKED", "RESOLVED");
        check(
                !played.seenByCustomer().path("linkedOrders").isEmpty(),
                played.number + ": no order is linked to the case");
    }

    /** Resolved by the customer, reopened by a comment. */
    private void addressUpdate() {
        Played played = open(
                contoso,
                "ADDRESS_UPDATE",
                "US",
                "We have moved",
                "en",
                fields("{'locationId':'LOC-17'}").set("numbers", numbers(DemoOrder.Place.SEATTLE, 2)),
                null);
        played.customer("resolve", null);
        played.customer("comments", text("One more thing: the floor is the 5th."));
        played.desk("resolve", fields("{'code':'DONE'}"));
        played.ends("RESOLVED", "OPENED", "RESOLVED", "REOPENED", "RESOLVED");
    }

    /** Nobody answers in time. */
    private void inquiry() {
        Played played = open(fabrikam, null, "FR", "Une question", "ja", null, null);
        played.until("OVERDUE");
        check(played.seenByDesk().path("overdue").asBoolean(), played.number + ": the case does not stand out");
        played.desk("comments", text("Oui, c’est possible."));
        played.desk("resolve", fields("{'code':'ANSWERED'}"));
        played.ends("RESOLVED", "OPENED", "OVERDUE", "COMMENTED", "RESOLVED");
    }

    private void feedback() {
        check(
                contoso.post("/api/v1/feedback", fields("{'stars':4,'words':'A good desk.'}"))
                                .status()
                        == 201,
                "the general feedback was not taken");
    }

    private Played open(
            CasesApi customer,
            @Nullable String type,
            String country,
            String title,
            String language,
            @Nullable JsonNode fields,
            @Nullable String zone) {
        ObjectNode body = JSON.createObjectNode()
                .put("category", type == null ? "GENERAL_INQUIRY" : "NEW_REQUEST")
                .put("country", country)
                .put("title", title)
                .put("description", "Opened by the demo.");
        if (type != null) {
            body.put("type", type);
        }
        if (fields != null) {
            body.set("fields", fields);
        }
        if (zone != null) {
            body.put("zone", zone);
        }
        String contact = "desk-demo-%s@contoso.example".formatted(language);
        body.putArray("contacts")
                .addObject()
                .put("name", "Demo contact")
                .put("email", contact)
                .put("language", language);
        JsonNode opened = customer.post("/api/v1/cases", body).orThrow();
        return new Played(customer, opened, type == null ? "GENERAL_INQUIRY" : type, contact);
    }

    /** One case on its way. */
    private final class Played {
        private final CasesApi customer;
        private final String path;
        private final String number;
        private final String kind;
        private final String contact;

        Played(CasesApi customer, JsonNode opened, String kind, String contact) {
            this.customer = customer;
            this.path = "/api/v1/cases/" + opened.path("id").asString();
            this.number = opened.path("number").asString();
            this.kind = kind;
            this.contact = contact;
        }

        void desk(String action, @Nullable JsonNode body) {
            said(action, desk.post(path + "/" + action, body));
        }

        void customer(String action, @Nullable JsonNode body) {
            said(action, customer.post(path + "/" + action, body));
        }

        private void said(String action, PortlineApi.Answer answer) {
            check(
                    answer.status() / 100 == 2,
                    "%s: %s was answered by %d %s".formatted(number, action, answer.status(), answer.body()));
        }

        JsonNode seenByCustomer() {
            return customer.get(path).orThrow();
        }

        JsonNode seenByDesk() {
            return desk.get(path).orThrow();
        }

        /** Waits for what time or another service brings. */
        void until(String change) {
            await(() -> changes().contains(change), "%s: %s did not come".formatted(number, change));
        }

        private List<String> changes() {
            return StreamSupport.stream(seenByCustomer().at("/timeline/items").spliterator(), false)
                    .map(entry -> entry.path("change").asString())
                    .toList();
        }

        /** As the contact would: to the address that the last question came with. */
        void answerByMail(String words) {
            Optional<String> replyTo =
                    awaitMail(mail -> !replyTo(mail).isEmpty()).map(DeskDemo.this::replyTo);
            if (replyTo.isEmpty()) {
                wrong.add(number + ": no mail can be answered");
                return;
            }
            send(contact, replyTo.get(), "Re: " + number, words + "\n\nOn Monday, Portline wrote:\n> " + number);
            until("COMMENTED");
        }

        /** Shows the case, and holds its timeline to what should be in it, in that order. */
        void ends(String status, String... expected) {
            JsonNode end = seenByCustomer();
            out.printf(
                    "%n%s  %-22s %s%n  %s%n",
                    number,
                    kind,
                    end.path("title").asString(),
                    end.path("statusLabel").asString());
            end.at("/timeline/items")
                    .forEach(entry -> out.printf(
                            "    %-20.19s %-9s %-16s %s%n",
                            entry.path("at").asString(),
                            entry.path("actor").asString(),
                            entry.path("change").asString(),
                            entry.path("text").asString("").replace('\n', ' ')));
            check(
                    end.path("status").asString().equals(status),
                    "%s ended as %s and not as %s"
                            .formatted(number, end.path("status").asString(), status));
            int next = 0;
            for (String change : changes()) {
                if (next < expected.length && change.equals(expected[next])) {
                    next++;
                }
            }
            check(next == expected.length, number + ": the timeline lacks what should be in it");
            Optional<JsonNode> last = awaitMail(
                    mail -> mail.at("/headers/x-portline-status/0").asString("").equals(status));
            check(last.isPresent(), number + ": nobody was told that it is " + status);
            mailsOf(number)
                    .reversed()
                    .forEach(mail -> out.printf(
                            "    mail to %-32s %s%n",
                            mail.path("to").asString(), mail.path("subject").asString()));
        }

        private Optional<JsonNode> awaitMail(java.util.function.Predicate<JsonNode> wanted) {
            Instant giveUp = realClock.instant().plus(PATIENCE);
            while (true) {
                Optional<JsonNode> found = mailsOf(number).stream()
                        .filter(mail -> mail.path("to").asString().contains(contact))
                        .filter(wanted)
                        .findFirst();
                if (found.isPresent() || realClock.instant().isAfter(giveUp)) {
                    return found;
                }
                pause();
            }
        }
    }

    private String replyTo(JsonNode mail) {
        String address = mail.at("/headers/reply-to/0").asString("");
        return address.contains("+") ? address.replaceAll(".*<|>.*", "") : "";
    }

    private void send(String from, String to, String subject, String text) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "localhost");
        properties.setProperty("mail.smtp.port", Integer.toString(addresses.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        try {
            message.setFrom(new InternetAddress(from));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
            message.setSubject(subject, StandardCharsets.UTF_8.name());
            message.setText(text, StandardCharsets.UTF_8.name());
            Transport.send(message);
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException("The mail sink does not take a mail: is Portline up?", e));
        }
    }

    private List<JsonNode> mailsOf(String number) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(addresses.mailView().resolve("/mails"))
                    .header("Accept", "application/json")
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return StreamSupport.stream(
                            JSON.readTree(http.send(request, BodyHandlers.ofString())
                                            .body())
                                    .spliterator(),
                            false)
                    .filter(mail -> mail.path("subject").asString().contains(number))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from the mail sink: is Portline up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the mails", e);
        }
    }

    private void await(BooleanSupplier condition, String otherwise) {
        Instant giveUp = realClock.instant().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (realClock.instant().isAfter(giveUp)) {
                wrong.add(otherwise);
                return;
            }
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }

    /** Two days of business time from now: seconds in a fast stack. */
    private String soon(ZoneId zone) {
        return LocalDateTime.ofInstant(addresses.businessClock().instant(), zone)
                .plusDays(2)
                .withNano(0)
                .toString();
    }

    private ArrayNode numbers(DemoOrder.Place place, int count) {
        ArrayNode numbers = JSON.createArrayNode();
        place.numbers(count, random).stream().map(PhoneNumber::e164).forEach(numbers::add);
        return numbers;
    }

    private LocalDateTime businessNow() {
        return LocalDateTime.ofInstant(addresses.businessClock().instant(), SEATTLE);
    }

    private static JsonNode groupOrder(String billingNumber, LocalDateTime signedAfter, LocalDateTime now) {
        ObjectNode order = JSON.createObjectNode()
                .put("name", "Seattle")
                .put("country", "US")
                .put("losingCarrierId", "us-cascadia")
                .put("portType", "FULL")
                .put("billingTelephoneNumber", billingNumber)
                .put("accountNumber", "ACCEPT")
                .put("passcode", "2468")
                .put("requestedPortDate", DemoOrder.portDate(now))
                .put("loaSignedOn", signedAfter.toLocalDate().minusDays(1).toString())
                .put("emergencyCallingTermsAccepted", true);
        order.putObject("accountHolder")
                .put("organisation", DemoOrder.ORGANISATION)
                .put("authorisedPerson", DemoOrder.AUTHORISED_PERSON);
        order.putObject("serviceAddress")
                .put("line1", "100 Pine Street")
                .put("city", "Seattle")
                .put("region", "WA")
                .put("postalCode", "98101");
        return JSON.createObjectNode().set("order", order);
    }

    private static ObjectNode text(String words) {
        return JSON.createObjectNode().put("text", words);
    }

    /** JSON with single quotes, which Java reads better. */
    private static ObjectNode fields(String json) {
        Map<?, ?> read = JSON.readValue(json.replace('\'', '"'), Map.class);
        return JSON.valueToTree(read);
    }
}
