package io.portline.order;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Settings of order-service.
 *
 * @param intakeDelay business time between a submission and our look at it
 */
@ConfigurationProperties("portline.orders")
public record OrderServiceSettings(@DefaultValue("10m") Duration intakeDelay) {

    public OrderServiceSettings {
        if (intakeDelay.isNegative()) {
            throw new IllegalArgumentException("portline.orders.intake-delay is negative");
        }
    }
}
