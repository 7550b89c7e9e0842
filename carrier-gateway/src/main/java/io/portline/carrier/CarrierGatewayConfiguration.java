package io.portline.carrier;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.portline.carrier.carrierorder.CarrierDesk;
import io.portline.carrier.carrierorder.CarrierOrders;
import io.portline.carrier.carrierorder.CarrierSwitches;
import io.portline.carrier.carrierorder.LosingCarrier;
import io.portline.carrier.carrierorder.LosingCarriers;
import io.portline.carrier.carrierorder.persistence.Appointments;
import io.portline.carrier.carrierorder.timers.CarrierAppointments;
import io.portline.carrier.losingcarrier.Adapter;
import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.Carriers;
import io.portline.carrier.losingcarrier.MovedNumbers;
import io.portline.carrier.losingcarrier.NumberHolders;
import io.portline.carrier.losingcarrier.NumberPlan;
import io.portline.carrier.losingcarrier.PasscodeCheck;
import io.portline.carrier.losingcarrier.PasscodeOpener;
import io.portline.carrier.losingcarrier.ServedNumbers;
import io.portline.carrier.losingcarrier.SimulatedCarrier;
import io.portline.carrier.losingcarrier.SubscriberCheck;
import io.portline.carrier.losingcarrier.SubscriberLoading;
import io.portline.carrier.losingcarrier.SubscriberLoading.Fault;
import io.portline.carrier.losingcarrier.SubscriberRecords;
import io.portline.carrier.losingcarrier.UnknownCarrier;
import io.portline.carrier.losingcarrier.catalogue.CarriersFile;
import io.portline.carrier.losingcarrier.catalogue.SubscriberFile;
import io.portline.carrier.losingcarrier.client.HttpCarrier;
import io.portline.carrier.losingcarrier.client.HttpCarrierSettings;
import io.portline.carrier.losingcarrier.secrets.HashedPasscodeCheck;
import io.portline.carrier.losingcarrier.secrets.NoPasscodeOpener;
import io.portline.carrier.losingcarrier.secrets.X25519PasscodeOpener;
import io.portline.carrier.portout.NumberGuard;
import io.portline.carrier.portout.PortOuts;
import io.portline.carrier.portout.WinningCarriers;
import io.portline.carrier.portout.client.CallKeys;
import io.portline.carrier.portout.client.OrderServiceGuard;
import io.portline.messaging.headers.TraceParent;
import io.portline.messaging.time.BusinessTime;
import io.portline.messaging.time.Timers;
import io.portline.web.client.ServiceClientSettings;
import io.portline.web.client.ServiceClients;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpCarrierSettings.class)
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
    ServedNumbers servedNumbers(NumberPlan plan, MovedNumbers moved, SubscriberRecords records) {
        return new NumberHolders(plan, moved, records);
    }

    @Bean(destroyMethod = "shutdownNow")
    HttpClient carriersHttpClient(HttpCarrierSettings settings) {
        return HttpCarrier.client(settings);
    }

    @Bean
    LosingCarriers losingCarriers(
            Carriers carriers,
            CarrierSwitches switches,
            SubscriberCheck subscribers,
            ServedNumbers served,
            HttpCarrierSettings http,
            HttpClient carriersHttpClient,
            PasscodeOpener passcodes,
            BusinessTime businessTime,
            @Qualifier("realClock") Clock realClock,
            MeterRegistry meters) {
        Map<String, LosingCarrier> desks = carriers.all().stream()
                .collect(Collectors.toUnmodifiableMap(Carrier::id, carrier -> switch (carrier.adapter()) {
                    case Adapter.Simulated _ -> new SimulatedCarrier(carrier, switches, subscribers, served);
                    case Adapter.Http address ->
                        new HttpCarrier(
                                carrier,
                                address,
                                http,
                                carriersHttpClient,
                                passcodes,
                                businessTime,
                                realClock,
                                new SecureRandom(),
                                meters);
                }));
        LosingCarrier unknown = new UnknownCarrier();
        return carrierId -> desks.getOrDefault(carrierId, unknown);
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
    PasscodeOpener passcodeOpener(
            @Value("${portline.secrets.gateway-private-key:}") String privateKey,
            @Value("${portline.secrets.gateway-key-id:}") String keyId) {
        return privateKey.isBlank() ? new NoPasscodeOpener() : new X25519PasscodeOpener(keyId, privateKey);
    }

    @Bean
    PasscodeCheck passcodeCheck(PasscodeOpener passcodes, PasswordEncoder passcodeHashes) {
        return new HashedPasscodeCheck(passcodes, passcodeHashes);
    }

    @Bean
    NumberGuard numberGuard(ServiceClients services, ServiceClientSettings self) {
        return new OrderServiceGuard(services.asService("order-service").build(), new CallKeys(self.secret()));
    }

    @Bean
    WinningCarriers winningCarriers(PortOuts portOuts, NumberGuard guard, MeterRegistry meters) {
        return new WinningCarriers(
                portOuts,
                guard,
                (carrierId, result) -> meters.counter("portline.portout.asks", "carrier", carrierId, "result", result)
                        .increment());
    }

    @Bean
    SubscriberLoading subscriberLoading(Carriers carriers, SubscriberRecords records, PasswordEncoder passcodeHashes) {
        return new SubscriberLoading(carriers, records, passcodeHashes::encode);
    }

    /** What the simulated carriers know from the beginning, if a file says so; it takes the place of what was known about its numbers. */
    @Bean
    ApplicationRunner subscribersFromTheBeginning(
            @Value("${portline.subscribers.file:}") String location,
            ResourceLoader resources,
            SubscriberLoading loading) {
        return _ -> {
            if (location.isBlank()) {
                return;
            }
            SubscriberFile file =
                    SubscriberFile.read(resources.getResource(location).getContentAsByteArray());
            List<Fault> faults = file.faults().isEmpty() ? loading.load(file.entries()) : file.faults();
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(faults.stream()
                        .map(fault -> file.place(fault) + ": " + fault.text())
                        .collect(Collectors.joining("\n", location + " cannot be loaded:\n", "")));
            }
        };
    }
}
