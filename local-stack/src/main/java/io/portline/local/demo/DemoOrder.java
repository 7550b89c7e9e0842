package io.portline.local.demo;

import io.portline.numbering.Country;
import io.portline.numbering.PhoneNumber;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One order of the demo: what is asked, what the account number makes the carrier do, and what should come of it.
 *
 * @param story what it shows, in one line
 * @param accountNumber the magic account number that chooses the carrier's answer
 * @param turn what the admin does in the middle
 * @param expected the status in which it should end
 */
public record DemoOrder(
        String story,
        Place place,
        String carrierId,
        String accountNumber,
        Turn turn,
        String expected,
        String language) {

    /** What the admin does once the order is on its way. */
    public enum Turn {
        /** Waits. */
        NOTHING,
        /** Cancels while the carrier is being asked. */
        CANCEL_AT_THE_CARRIER,
        /** Corrects the account number after the rejection and submits again. */
        CORRECT_AND_RESUBMIT
    }

    /** Where the numbers are; the ranges are those that the regulators keep for fiction, as far as there are such. */
    public enum Place {
        SEATTLE("US", "America/Los_Angeles", "+1206555", 4, "100 Pine Street", "Seattle", "WA", "98101"),
        LONDON("GB", "Europe/London", "+4420794", 5, "1 Example Lane", "London", null, "EC1A 1BB"),
        PARIS("FR", "Europe/Paris", "+3319900", 4, "1 rue de l'Exemple", "Paris", null, "75001");

        private final String country;
        private final ZoneId zone;
        private final String prefix;
        private final int digits;
        private final String line1;
        private final String city;
        private final String region;
        private final String postalCode;

        @SuppressWarnings("TooManyParameters")
        Place(
                String country,
                String zone,
                String prefix,
                int digits,
                String line1,
                String city,
                @org.jspecify.annotations.Nullable String region,
                String postalCode) {
            this.country = country;
            this.zone = ZoneId.of(zone);
            this.prefix = prefix;
            this.digits = digits;
            this.line1 = line1;
            this.city = city;
            this.region = region == null ? "" : region;
            this.postalCode = postalCode;
        }

        /** The time zone of the place. */
        public ZoneId zone() {
            return zone;
        }

        /** Distinct valid numbers of the place. */
        public List<PhoneNumber> numbers(int count, RandomGenerator random) {
            int bound = Math.powExact(10, digits);
            return Stream.generate(() -> prefix + ("%0" + digits + "d").formatted(random.nextInt(bound)))
                    .map(text -> PhoneNumber.parse(text, Country.of(country).orElseThrow())
                            .valid())
                    .flatMap(Optional::stream)
                    .distinct()
                    .limit(count)
                    .toList();
        }
    }

    static final String ORGANISATION = "Contoso Ltd";
    static final String AUTHORISED_PERSON = "Ada Example";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The orders of the demo: three countries, and each way an order can end. */
    public static List<DemoOrder> all() {
        return List.of(
                new DemoOrder(
                        "the carrier accepts", Place.SEATTLE, "us-cascadia", "ACCEPT", Turn.NOTHING, "COMPLETED", "en"),
                new DemoOrder(
                        "the carrier commits to a date two days away",
                        Place.LONDON,
                        "gb-albion",
                        "FOC-P2D",
                        Turn.NOTHING,
                        "COMPLETED",
                        "en"),
                new DemoOrder(
                        "the carrier accepts, mails in French",
                        Place.PARIS,
                        "fr-hexatel",
                        "ACCEPT",
                        Turn.NOTHING,
                        "COMPLETED",
                        "fr"),
                new DemoOrder(
                        "the carrier rejects two fields",
                        Place.SEATTLE,
                        "us-bluegrass",
                        "REJECT-ACCOUNT_NUMBER_MISMATCH,POSTAL_CODE_MISMATCH",
                        Turn.NOTHING,
                        "ERROR",
                        "en"),
                new DemoOrder(
                        "rejected, corrected and submitted again",
                        Place.LONDON,
                        "gb-severn",
                        "REJECT-ACCOUNT_NUMBER_MISMATCH",
                        Turn.CORRECT_AND_RESUBMIT,
                        "COMPLETED",
                        "ja"),
                new DemoOrder(
                        "cancelled while the carrier is asked",
                        Place.PARIS,
                        "fr-armorique",
                        "DELAY-P10D",
                        Turn.CANCEL_AT_THE_CARRIER,
                        "CANCELLED",
                        "fr"));
    }

    /** The order as the API takes it, without the numbers, which come as a file. */
    public ObjectNode body(PhoneNumber billingNumber, LocalDateTime businessNow) {
        LocalDate today = businessNow.toLocalDate();
        ObjectNode order = JSON.createObjectNode()
                .put("name", "Demo: " + story)
                .put("country", place.country)
                .put("losingCarrierId", carrierId)
                .put("portType", "FULL")
                .put("billingTelephoneNumber", billingNumber.e164())
                .put("accountNumber", accountNumber)
                .put("passcode", "2468")
                .put("requestedPortDate", portDate(businessNow))
                .put("loaSignedOn", today.minusDays(1).toString())
                .put("emergencyCallingTermsAccepted", true);
        order.putObject("accountHolder").put("organisation", ORGANISATION).put("authorisedPerson", AUTHORISED_PERSON);
        ObjectNode address = order.putObject("serviceAddress")
                .put("line1", place.line1)
                .put("city", place.city)
                .put("postalCode", place.postalCode);
        if (!place.region.isEmpty()) {
            address.put("region", place.region);
        }
        ObjectNode countryFields = order.putObject("countryFields");
        if (place == Place.PARIS) {
            countryFields.put("rio", "00E123456ABC");
        }
        order.putArray("contacts")
                .addObject()
                .put("name", "Numbers desk")
                .put("email", "numbers-%s@contoso.example".formatted(language))
                .put("language", language);
        return order;
    }

    /** Ten o'clock two days later: soon, and surely still to come when it arrives. */
    public static String portDate(LocalDateTime businessNow) {
        return businessNow
                .plusDays(2)
                .withHour(10)
                .truncatedTo(ChronoUnit.HOURS)
                .toString();
    }

    /** The time zone of the numbers. */
    public ZoneId zone() {
        return place.zone;
    }
}
