package io.portline.order.portorder;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class GroupPlanTest {

    private static List<String> numbers(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + "%04d".formatted(i))
                .toList();
    }

    private static Map<String, String> served(Map<String, List<String>> byCarrier) {
        Map<String, String> carrierOf = new LinkedHashMap<>();
        byCarrier.forEach((carrier, numbers) -> numbers.forEach(number -> carrierOf.put(number, carrier)));
        return carrierOf;
    }

    @Test
    void splitsByCarrierAndTo999NumbersEachWithTheBillingNumberLast() {
        Map<String, List<String>> byCarrier = new LinkedHashMap<>();
        byCarrier.put("one", numbers("+1212555", 2500));
        byCarrier.put("two", numbers("+1646555", 1000));
        String btn = "+12125550007";
        GroupPlan plan = GroupPlan.of(served(byCarrier), btn);

        assertThat(plan.parts())
                .extracting(part -> part.carrierId() + " " + part.numbers().size() + " " + part.containsBtn())
                .containsExactly("two 999 false", "two 1 false", "one 999 false", "one 999 false", "one 502 true");
        assertThat(plan.parts().getLast().numbers()).endsWith(btn);
        assertThat(plan.parts().stream().flatMap(part -> part.numbers().stream()))
                .doesNotHaveDuplicates()
                .hasSize(3500);
    }

    @Test
    void keepsTheOrderWhereNoBillingNumberIsPorted() {
        GroupPlan plan = GroupPlan.of(served(Map.of("one", numbers("+1212555", 999))), "+13105550000");
        assertThat(plan.parts()).containsExactly(new GroupPlan.Part("one", numbers("+1212555", 999), false));
        assertThat(GroupPlan.of(served(Map.of("one", numbers("+33", 3))), null).parts())
                .hasSize(1);
    }
}
