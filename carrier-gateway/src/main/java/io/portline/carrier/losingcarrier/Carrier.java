package io.portline.carrier.losingcarrier;

import io.portline.numbering.BusinessHours;
import io.portline.numbering.RejectionCode;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A losing carrier, as data.
 *
 * @param id stable, such as {@code us-cascadia}
 * @param name as people call it
 * @param spid its service provider id
 * @param countries ISO 3166-1 alpha-2, those whose numbers it serves
 * @param holidayCalendar names the calendar of its holidays
 * @param businessHours of its order desk: business days, time zone, hours, and until when a request counts for the day
 * @param responseTimes how long it thinks, in its business hours
 * @param focIntervals how many business days it takes
 * @param cutoverWindow when it releases numbers
 * @param mix what it answers where nothing forces an answer
 * @param outages when its systems are down
 * @param numbers those that it serves
 * @param accountNumberRequired whether a request must name the account
 * @param passcodeRequired whether a request must bring the account's passcode or transfer code
 * @param adapter how it is reached
 * @param ownCodes its own codes for reasons; a reason that is not here goes without
 */
public record Carrier(
        String id,
        String name,
        String spid,
        List<String> countries,
        String holidayCalendar,
        BusinessHours businessHours,
        ResponseTimes responseTimes,
        FocIntervals focIntervals,
        CutoverWindow cutoverWindow,
        AnswerMix mix,
        List<Outage> outages,
        NumberRanges numbers,
        boolean accountNumberRequired,
        boolean passcodeRequired,
        Adapter adapter,
        Map<RejectionCode, String> ownCodes) {

    public Carrier {
        countries = List.copyOf(countries);
        outages = List.copyOf(outages);
        ownCodes = Map.copyOf(ownCodes);
    }

    /** The zone of its business hours, business days, outages and cut-over window. */
    public ZoneId zone() {
        return businessHours.zone();
    }

    /** The carrier's own code for a reason, if it has one. */
    public Optional<String> ownCode(RejectionCode code) {
        return Optional.ofNullable(ownCodes.get(code));
    }
}
