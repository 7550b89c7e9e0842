package io.portline.carrier;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.portline.carrier.carrierorder.CarrierDesk;
import io.portline.carrier.carrierorder.CarrierOrders;
import io.portline.carrier.carrierorder.CarrierSwitches;
import io.portline.carrier.carrierorder.LosingCarrier;
import io.portline.carrier.carrierorder.LosingCarriers;
import io.portline.carrier.carrierorder.persistence.Appointments;
import io.portline.carrier.carrierorder.timers.CarrierAppointments;
import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.Carriers;
import io.portline.carrier.losingcarrier.NumberPlan;
import io.portline.carrier.losingcarrier.PasscodeCheck;
import io.portline.carrier.losingcarrier.SimulatedCarrier;
import io.portline.carrier.losingcarrier.SubscriberCheck;
import io.portline.carrier.losingcarrier.SubscriberRecords;
import io.portline.carrier.losingcarrier.UnknownCarrier;
import io.portline.carrier.losingcarrier.catalogue.CarriersFile;
import io.portline.carrier.losingcarrier.secrets.NoPasscodeCheck;
import io.portline.carrier.losingcarrier.secrets.X25519PasscodeCheck;
import io.portline.messaging.headers.TraceParent;
import io.portline.messaging.time.Timers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

@Configuration(proxyBeanMethods = false)
class CarrierGatewayConfiguration {

    @Bean
    CarriersFile.Contents carriersFile(@Value("${portline.carriers.file}") Resource file) {
        return CarriersFile.read(file);
    }

    @Bean
    Carriers carriers(CarriersFile.Contents file) {
        return file.carriers();
    }

    @Bean
    NumberPlan numberPlan(CarriersFile.Contents file) {
        return new NumberPlan(file.carriers(), file.notPortableTypes());
    }

    @Bean
    LosingCarriers losingCarriers(Carriers carriers, CarrierSwitches switches, SubscriberCheck subscribers) {
        Map<String, LosingCarrier> desks = carriers.all().stream()
                .map(carrier -> Map.entry(carrier.id(), simulated(carrier, switches, subscribers)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        LosingCarrier unknown = new UnknownCarrier();
        return carrierId -> desks.getOrDefault(carrierId, unknown);
    }

    private static LosingCarrier simulated(Carrier carrier, CarrierSwitches switches, SubscriberCheck subscribers) {
        return new SimulatedCarrier(carrier, switches, subscribers);
    }

    @Bean
    CarrierDesk carrierDesk(LosingCarriers carriers, CarrierOrders orders, Clock businessClock) {
        return new CarrierDesk(carriers, orders, businessClock, CarrierGatewayConfiguration::within);
    }

    private static boolean within(@Nullable String traceParent, BooleanSupplier work) {
        try (TraceParent.Scope _ = TraceParent.continuing(traceParent)) {
            return work.getAsBoolean();
        }
    }

    @Bean
    Appointments appointments(Timers timers) {
        return new CarrierAppointments(timers);
    }

    @Bean
    OneTimeTask<Void> askLosingCarrier(CarrierDesk desk) {
        return CarrierAppointments.task(desk);
    }

    @Bean
    SubscriberCheck subscriberCheck(SubscriberRecords records, PasscodeCheck passcodes) {
        return new SubscriberCheck(records, passcodes);
    }

    @Bean
    PasswordEncoder passcodeHashes() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    PasscodeCheck passcodeCheck(
            @Value("${portline.secrets.gateway-private-key:}") String privateKey,
            @Value("${portline.secrets.gateway-key-id:}") String keyId,
            PasswordEncoder passcodeHashes) {
        return privateKey.isBlank()
                ? new NoPasscodeCheck()
                : new X25519PasscodeCheck(keyId, privateKey, passcodeHashes);
    }
}
