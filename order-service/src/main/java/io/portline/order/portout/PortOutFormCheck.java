package io.portline.order.portout;

import io.portline.numbering.Country;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.PhoneNumber;
import io.portline.order.portorder.Fault;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a winning carrier asks: whether it can be understood at all. All faults at once; never one about the PIN. */
final class PortOutFormCheck {

    static final int MOST_NUMBERS = 999;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_NAME = 100;
    private static final Duration FURTHEST = Duration.ofDays(366);

    /** A request that can be understood. */
    record Request(String requestId, WinningCarrier carrier, List<String> numbers, LocalMoment requested) {}

    private final PortOutForm form;
    private final Instant now;
    private final List<Fault> faults = new ArrayList<>();

    private PortOutFormCheck(PortOutForm form, Instant now) {
        this.form = form;
        this.now = now;
    }

    /**
     * @param now business time
     * @throws InvalidPortOutException if anything is wrong
     */
    static Request check(PortOutForm form, Instant now) {
        return new PortOutFormCheck(form, now).request();
    }

    private Request request() {
        String requestId = text("/requestId", form.requestId(), LONGEST_ID);
        String carrierId = text("/winningCarrierId", form.winningCarrierId(), LONGEST_ID);
        String carrierName = text("/winningCarrierName", form.winningCarrierName(), LONGEST_NAME);
        List<PhoneNumber> numbers = numbers();
        LocalMoment requested = requested(zone(numbers));
        if (!faults.isEmpty() || requestId == null || carrierId == null || carrierName == null || requested == null) {
            throw new InvalidPortOutException(faults);
        }
        return new Request(
                requestId,
                new WinningCarrier(carrierId, carrierName),
                numbers.stream().map(PhoneNumber::e164).toList(),
                requested);
    }

    private List<PhoneNumber> numbers() {
        List<PhoneNumber> numbers = new ArrayList<>();
        int count = form.numbers().size();
        if (count == 0) {
            fault("/numbers", "REQUIRED");
        } else if (count > MOST_NUMBERS) {
            fault("/numbers", "SIZE", 1, MOST_NUMBERS);
            return numbers;
        }
        Set<PhoneNumber> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String pointer = "/numbers/" + i;
            PhoneNumber number;
            try {
                number = new PhoneNumber(form.numbers().get(i).strip());
            } catch (IllegalArgumentException _) {
                fault(pointer, "NOT_A_NUMBER");
                continue;
            }
            if (seen.add(number)) {
                numbers.add(number);
            } else {
                fault(pointer, "DUPLICATE");
            }
        }
        return numbers;
    }

    private @Nullable ZoneId zone(List<PhoneNumber> numbers) {
        String given = form.zone();
        if (given != null && !given.isBlank()) {
            if (ZoneId.getAvailableZoneIds().contains(given.strip())) {
                return ZoneId.of(given.strip());
            }
            fault("/zone", "UNKNOWN_ZONE");
            return null;
        }
        if (numbers.isEmpty()) {
            return null;
        }
        PhoneNumber first = numbers.getFirst();
        ZoneId zone = first.country()
                .or(() -> first.region().flatMap(Country::of))
                .map(country -> country.zoneOf(first))
                .orElseGet(() -> first.areaZones().stream().findFirst().orElse(null));
        if (zone == null) {
            fault("/zone", "REQUIRED");
        }
        return zone;
    }

    private @Nullable LocalMoment requested(@Nullable ZoneId zone) {
        String given = form.requestedPortDate();
        if (given == null || given.isBlank()) {
            fault("/requestedPortDate", "REQUIRED");
            return null;
        }
        LocalDateTime local;
        try {
            local = LocalDateTime.parse(given.strip());
        } catch (DateTimeException _) {
            fault("/requestedPortDate", "NOT_A_LOCAL_DATE_TIME");
            return null;
        }
        if (zone == null) {
            return null;
        }
        LocalMoment moment = LocalMoment.of(local, zone);
        if (!moment.instant().isAfter(now)) {
            fault("/requestedPortDate", "NOT_IN_THE_FUTURE");
        } else if (moment.instant().isAfter(now.plus(FURTHEST))) {
            fault("/requestedPortDate", "TOO_FAR_AHEAD");
        }
        return moment;
    }

    private @Nullable String text(String pointer, @Nullable String given, int longest) {
        if (given == null || given.isBlank()) {
            fault(pointer, "REQUIRED");
            return null;
        }
        String value = given.strip();
        if (value.codePointCount(0, value.length()) > longest) {
            fault(pointer, "SIZE", 1, longest);
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            fault(pointer, "CHARACTERS");
        }
        return value;
    }

    private void fault(String pointer, String code, Object... arguments) {
        faults.add(new Fault(pointer, code, List.of(arguments)));
    }
}
