package io.portline.carrier.losingcarrier;

import io.portline.carrier.losingcarrier.NumberPlan.Entry;
import io.portline.carrier.losingcarrier.SubscriberCheck.Mismatch;
import io.portline.numbering.PhoneNumber;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who serves a number: whoever it was ported to last; of one that never moved, whoever has a subscriber record of it; else the carrier of its range.
 */
public final class NumberHolders implements ServedNumbers {

    private final NumberPlan plan;
    private final MovedNumbers moved;
    private final SubscriberRecords records;

    public NumberHolders(NumberPlan plan, MovedNumbers moved, SubscriberRecords records) {
        this.plan = plan;
        this.moved = moved;
        this.records = records;
    }

    @Override
    public List<Mismatch> obstacles(String carrierId, List<String> numbers) {
        Map<String, String> holders = moved.find(numbers).stream()
                .collect(Collectors.toMap(MovedNumbers.Moved::number, MovedNumbers.Moved::carrierId));
        Map<String, SubscriberRecord> recorded =
                records.find(numbers).stream().collect(Collectors.toMap(SubscriberRecord::number, Function.identity()));
        Map<RejectionCode, List<String>> obstacles = new EnumMap<>(RejectionCode.class);
        for (String number : numbers) {
            RejectionCode obstacle = obstacle(carrierId, number, holders.get(number), recorded.get(number));
            if (obstacle != null) {
                obstacles.computeIfAbsent(obstacle, _ -> new ArrayList<>()).add(number);
            }
        }
        return obstacles.entrySet().stream()
                .map(found -> new Mismatch(found.getKey(), found.getValue()))
                .toList();
    }

    private @Nullable RejectionCode obstacle(
            String carrierId, String number, @Nullable String holder, @Nullable SubscriberRecord recorded) {
        if (holder != null) {
            return holder.equals(carrierId) ? null : RejectionCode.NUMBER_NOT_FOUND;
        }
        if (recorded != null) {
            return recorded.carrierId().equals(carrierId) ? null : RejectionCode.NUMBER_NOT_FOUND;
        }
        Entry entry = plan.find(new PhoneNumber(number));
        Carrier carrier = entry.carrier();
        return carrier == null || !carrier.id().equals(carrierId) ? RejectionCode.NUMBER_NOT_FOUND : entry.obstacle();
    }
}
