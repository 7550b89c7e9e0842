package io.portline.order;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.time.Timers;
import io.portline.order.portorder.Atomically;
import io.portline.order.portorder.CarrierDirectory;
import io.portline.order.portorder.Documents;
import io.portline.order.portorder.OrderTimers;
import io.portline.order.portorder.PasscodeVault;
import io.portline.order.portorder.PortOrderService;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portorder.client.CarrierCopies;
import io.portline.order.portorder.client.GatewayCarriers;
import io.portline.order.portorder.client.KnownCarriers;
import io.portline.order.portorder.secrets.GatewayEnvelope;
import io.portline.order.portorder.secrets.PasscodeCipher;
import io.portline.order.portorder.secrets.WrappingKeys;
import io.portline.order.portorder.timers.OrderWakeUps;
import io.portline.web.client.ServiceClients;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;
import java.time.Clock;

/** Wires what knows nothing of Spring. */
@Configuration(proxyBeanMethods = false)
class OrderServiceConfiguration {

    @Bean
    PortOrderService portOrderService(
            PortOrders orders,
            Documents documents,
            CarrierDirectory carriers,
            PasscodeVault vault,
            Atomically atomically,
            EventIds ids,
            Clock businessClock,
            OrderServiceSettings settings) {
        return new PortOrderService(
                orders, documents, carriers, vault, atomically, ids::next, businessClock, settings.intakeDelay());
    }

    @Bean
    OrderTimers orderTimers(Timers timers) {
        return new OrderWakeUps(timers);
    }

    @Bean
    OneTimeTask<Void> portOrderWakeUp(PortOrderService service, Timers timers) {
        return OrderWakeUps.task(service, timers);
    }

    @Bean
    CarrierDirectory carrierDirectory(
            ServiceClients services, CarrierCopies copies, @Qualifier("realClock") Clock realClock) {
        return new KnownCarriers(
                new GatewayCarriers(services.asService("carrier-gateway").build()), copies, realClock);
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    PasscodeCipher passcodeCipher(SecretsSettings secrets, SecureRandom random) {
        return new PasscodeCipher(WrappingKeys.parse(secrets.wrappingKeys()), random);
    }

    @Bean
    GatewayEnvelope gatewayEnvelope(SecretsSettings secrets, SecureRandom random) {
        return new GatewayEnvelope(secrets.gatewayKeyId(), secrets.gatewayPublicKey(), random);
    }
}
