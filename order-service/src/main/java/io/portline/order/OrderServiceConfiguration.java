package io.portline.order;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.time.Timers;
import io.portline.order.portorder.Atomically;
import io.portline.order.portorder.CarrierDirectory;
import io.portline.order.portorder.Documents;
import io.portline.order.portorder.DraftService;
import io.portline.order.portorder.Drafts;
import io.portline.order.portorder.LetterForms;
import io.portline.order.portorder.NumberLookups;
import io.portline.order.portorder.OrderGroupService;
import io.portline.order.portorder.OrderGroups;
import io.portline.order.portorder.OrderTimers;
import io.portline.order.portorder.PasscodeVault;
import io.portline.order.portorder.PortOrderService;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portorder.PortabilityCheck;
import io.portline.order.portorder.Submissions;
import io.portline.order.portorder.client.CarrierCopies;
import io.portline.order.portorder.client.CarrierListTimer;
import io.portline.order.portorder.client.GatewayCarriers;
import io.portline.order.portorder.client.GatewayNumberLookups;
import io.portline.order.portorder.client.KnownCarriers;
import io.portline.order.portorder.letter.PdfLetterForms;
import io.portline.order.portorder.metrics.OrderMeters;
import io.portline.order.portorder.secrets.GatewayEnvelope;
import io.portline.order.portorder.secrets.PasscodeCipher;
import io.portline.order.portorder.timers.OrderWakeUps;
import io.portline.web.client.ServiceClients;
import io.portline.web.secrets.WrappingKeys;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;
import java.time.Clock;

/** Wires what knows nothing of Spring. */
@Configuration(proxyBeanMethods = false)
class OrderServiceConfiguration {

    @Bean
    Submissions submissions(
            PortOrders orders,
            Documents documents,
            CarrierDirectory carriers,
            PasscodeVault vault,
            Atomically atomically,
            EventIds ids,
            Clock businessClock,
            OrderServiceSettings settings) {
        return new Submissions(
                orders, documents, carriers, vault, atomically, ids::next, businessClock, settings.intakeDelay());
    }

    @Bean
    PortOrderService portOrderService(Submissions submissions) {
        return new PortOrderService(submissions);
    }

    @Bean
    DraftService draftService(Drafts drafts, Submissions submissions) {
        return new DraftService(drafts, submissions);
    }

    @Bean
    OrderGroupService orderGroupService(OrderGroups groups, NumberLookups lookups, Submissions submissions) {
        return new OrderGroupService(groups, lookups, submissions);
    }

    @Bean
    NumberLookups numberLookups(ServiceClients services) {
        return new GatewayNumberLookups(services.asService("carrier-gateway").build());
    }

    @Bean
    PortabilityCheck portabilityCheck(NumberLookups lookups, CarrierDirectory carriers, PortOrders orders) {
        return new PortabilityCheck(lookups, carriers, orders);
    }

    @Bean
    LetterForms letterForms() {
        return new PdfLetterForms();
    }

    @Bean
    OrderMeters orderMeters(
            MeterRegistry registry, ObjectProvider<PortOrders> orders, @Qualifier("realClock") Clock realClock) {
        return new OrderMeters(registry, () -> orders.getObject().countByStatus(), realClock);
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
    KnownCarriers carrierDirectory(
            ServiceClients services, CarrierCopies copies, @Qualifier("realClock") Clock realClock) {
        return new KnownCarriers(
                new GatewayCarriers(services.asService("carrier-gateway").build()), copies, realClock);
    }

    @Bean
    CarrierListTimer carrierListTimer(KnownCarriers carriers) {
        return new CarrierListTimer(carriers);
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
