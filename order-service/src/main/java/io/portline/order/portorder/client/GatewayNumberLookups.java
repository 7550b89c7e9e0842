package io.portline.order.portorder.client;

import io.portline.order.portorder.NumberLookups;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Number lookups at carrier-gateway, {@code POST /api/v1/number-lookups}. */
public final class GatewayNumberLookups implements NumberLookups {

    private final RestClient gateway;

    public GatewayNumberLookups(RestClient gateway) {
        this.gateway = gateway;
    }

    private record Question(List<String> numbers) {}

    private record Answer(List<Item> items) {}

    private record Item(
            String number,
            @Nullable String carrierId,
            @Nullable String carrierName,
            boolean portable,
            @Nullable String reasonCode) {}

    @Override
    public Map<String, Found> find(List<String> numbers) {
        Map<String, Found> found = new HashMap<>();
        for (int from = 0; from < numbers.size(); from += MAX_NUMBERS) {
            ask(numbers.subList(from, Math.min(from + MAX_NUMBERS, numbers.size())))
                    .items()
                    .forEach(item -> found.put(
                            item.number(),
                            new Found(item.carrierId(), item.carrierName(), item.portable(), item.reasonCode())));
        }
        return found;
    }

    private Answer ask(List<String> numbers) {
        try {
            Answer answer = gateway.post()
                    .uri("/api/v1/number-lookups")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new Question(numbers))
                    .retrieve()
                    .body(Answer.class);
            if (answer == null) {
                throw new RestClientException("The gateway answered without items");
            }
            return answer;
        } catch (RestClientException away) {
            throw new LookupUnavailableException(away);
        }
    }
}
