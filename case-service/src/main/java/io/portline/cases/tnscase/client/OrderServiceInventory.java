package io.portline.cases.tnscase.client;

import io.portline.cases.tnscase.Inventory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import java.util.ArrayList;
import java.util.List;

/** The inventory behind order-service's {@code POST /api/v1/number-states}, asked for some numbers at a time. */
public final class OrderServiceInventory implements Inventory {

    private static final int AT_ONCE = 1_000;

    private final RestClient orders;

    public OrderServiceInventory(RestClient orders) {
        this.orders = orders;
    }

    record Question(String tenantId, List<String> numbers) {}

    record Answer(List<NumberState> items) {}

    record NumberState(
            String number,
            boolean inInventory,
            @Nullable String type,
            @Nullable Boolean assigned) {}

    @Override
    public NumberStates statesOf(String tenantId, List<String> numbers) {
        List<String> assigned = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += AT_ONCE) {
            List<String> some = numbers.subList(from, Math.min(numbers.size(), from + AT_ONCE));
            Answer answer = orders.post()
                    .uri("/api/v1/number-states")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new Question(tenantId, some))
                    .retrieve()
                    .body(Answer.class);
            if (answer == null) {
                throw new IllegalStateException("order-service said nothing about the numbers");
            }
            for (NumberState state : answer.items()) {
                if (!state.inInventory()) {
                    missing.add(state.number());
                } else if (Boolean.TRUE.equals(state.assigned())) {
                    assigned.add(state.number());
                }
            }
        }
        return new NumberStates(assigned, missing);
    }
}
