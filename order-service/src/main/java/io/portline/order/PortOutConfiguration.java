package io.portline.order;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.time.Timers;
import io.portline.order.portorder.secrets.PasscodeCipher;
import io.portline.order.portout.PinKeeper;
import io.portline.order.portout.PortOutObserver;
import io.portline.order.portout.PortOutService;
import io.portline.order.portout.PortOutTimers;
import io.portline.order.portout.PortOuts;
import io.portline.order.portout.metrics.PortOutMeters;
import io.portline.order.portout.secrets.Argon2Pins;
import io.portline.order.portout.timers.PortOutCompletions;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

/** Wires port-outs, which know nothing of Spring. */
@Configuration(proxyBeanMethods = false)
class PortOutConfiguration {

    @Bean
    PortOutService portOutService(
            PortOuts portOuts,
            PinKeeper pins,
            EventIds ids,
            Clock businessClock,
            @Qualifier("realClock") Clock realClock,
            PortOutObserver observer) {
        return new PortOutService(portOuts, pins, ids::next, businessClock, realClock, observer);
    }

    @Bean
    PortOutMeters portOutMeters(MeterRegistry registry) {
        return new PortOutMeters(registry);
    }

    @Bean
    PinKeeper pinKeeper(PasscodeCipher cipher) {
        return new Argon2Pins(cipher);
    }

    @Bean
    PortOutTimers portOutTimers(Timers timers) {
        return new PortOutCompletions(timers);
    }

    @Bean
    OneTimeTask<Void> portOutCompletion(PortOutService service, Timers timers) {
        return PortOutCompletions.task(service, timers);
    }
}
