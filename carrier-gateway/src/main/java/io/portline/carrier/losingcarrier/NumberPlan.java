package io.portline.carrier.losingcarrier;

import io.portline.numbering.Country;
import io.portline.numbering.NumberType;
import io.portline.numbering.PhoneNumber;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Which carrier serves a number, and whether it can leave: by the ranges of the carriers of the number's country, of which the longest counts. */
public final class NumberPlan {

    private final List<Carrier> carriers;
    private final Set<NumberType> notPortable;

    /** @param notPortable kinds of numbers that no carrier lets go */
    public NumberPlan(Carriers carriers, Set<NumberType> notPortable) {
        this.carriers = List.copyOf(carriers.all());
        this.notPortable = Set.copyOf(notPortable);
    }

    /**
     * What is known about a number.
     *
     * @param carrier who serves it; null if no carrier does
     * @param obstacle why it cannot be ported; null if it can
     */
    public record Entry(
            PhoneNumber number,
            @Nullable Carrier carrier,
            @Nullable RejectionCode obstacle) {
        public boolean portable() {
            return obstacle == null;
        }
    }

    public Entry find(PhoneNumber number) {
        Carrier carrier = carrierOf(number);
        if (carrier == null) {
            return new Entry(number, null, RejectionCode.NUMBER_NOT_FOUND);
        }
        boolean portable = carrier.numbers().lets(number) && !notPortable.contains(number.type());
        return new Entry(number, carrier, portable ? null : RejectionCode.NUMBER_NOT_PORTABLE);
    }

    /** The country that a number is valid in, whichever it is; empty if it is valid in none. */
    static Optional<String> country(PhoneNumber number) {
        return switch (PhoneNumber.parse(number.e164(), Country.US)) {
            case PhoneNumber.Parsed.Valid(PhoneNumber american) -> american.region();
            case PhoneNumber.Parsed.Invalid invalid -> invalid.number().flatMap(PhoneNumber::region);
        };
    }

    private @Nullable Carrier carrierOf(PhoneNumber number) {
        Optional<String> country = country(number);
        Carrier best = null;
        int longest = 0;
        for (Carrier carrier : carriers) {
            if (country.filter(carrier.countries()::contains).isEmpty()) {
                continue;
            }
            OptionalInt claim = carrier.numbers().claim(number);
            if (claim.isPresent() && claim.getAsInt() > longest) {
                best = carrier;
                longest = claim.getAsInt();
            }
        }
        return best;
    }
}
