package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.form.TypedForm;
import io.portline.dashboard.orderhistory.client.OrderDesk;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.Said;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is known of the numbers in the form: which can be ported, where they are now, what is wrong with the others.
 *
 * @param answers whether order-service said anything
 * @param refusal why it did not check, in words; null if it did
 * @param carriers who serves those that can be ported
 * @param bad those that cannot, at most {@link #MOST_SHOWN}
 */
record Portability(
        int count,
        int portable,
        boolean answers,
        @Nullable String refusal,
        List<String> carriers,
        List<Bad> bad,
        int badCount,
        boolean accountNumberRequired,
        boolean passcodeRequired) {

    static final int MOST_NUMBERS = 999;
    private static final int MOST_SHOWN = 50;

    /**
     * A number that cannot be ported.
     *
     * @param line counted from 1
     */
    record Bad(int line, String text, String why) {}

    static Portability of(TypedForm form, OrderDesk desk) {
        List<String> numbers = form.lines("numbers");
        if (numbers.isEmpty() || !form.has("country") || numbers.size() > MOST_NUMBERS) {
            return new Portability(numbers.size(), 0, true, null, List.of(), List.of(), 0, false, false);
        }
        return switch (desk.portability(form.text("country"), numbers)) {
            case Reply.Done done -> of(numbers, Said.items(done.body().get("items")));
            case Reply.Refused(Problem problem) ->
                new Portability(
                        numbers.size(),
                        0,
                        true,
                        problem.faults().isEmpty()
                                ? problem.words()
                                : problem.faults().getFirst().text(),
                        List.of(),
                        List.of(),
                        0,
                        false,
                        false);
            case Reply.Unavailable() ->
                new Portability(numbers.size(), 0, false, null, List.of(), List.of(), 0, false, false);
        };
    }

    private static Portability of(List<String> numbers, List<Map<String, Object>> items) {
        int portable = 0;
        TreeSet<String> carriers = new TreeSet<>();
        List<Bad> bad = new ArrayList<>();
        int badCount = 0;
        boolean account = false;
        boolean passcode = false;
        for (int i = 0; i < items.size(); i++) {
            Map<String, Object> item = items.get(i);
            if (Said.yes(item.get("portable"))) {
                portable++;
                if (item.get("carrier") instanceof Map<?, ?> carrier && carrier.get("name") != null) {
                    carriers.add(String.valueOf(carrier.get("name")));
                }
                account |= Said.yes(item.get("accountNumberRequired"));
                passcode |= Said.yes(item.get("passcodeRequired"));
            } else {
                badCount++;
                if (bad.size() < MOST_SHOWN) {
                    String why = item.get("reason") instanceof Map<?, ?> reason ? Said.text(reason.get("text")) : "";
                    bad.add(new Bad(i + 1, i < numbers.size() ? numbers.get(i) : "", why));
                }
            }
        }
        return new Portability(
                numbers.size(), portable, true, null, List.copyOf(carriers), bad, badCount, account, passcode);
    }

    /** More than an order may have: those go to the service desk. */
    public boolean tooMany() {
        return count > MOST_NUMBERS;
    }
}
