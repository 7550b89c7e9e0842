package io.portline.messaging.time;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/**
 * Brings due times in line with this start's segment of business time: between two runs of a local stack business time
 * stands still, so what was due in ten business minutes still is.
 */
final class TimerConversion implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(TimerConversion.class);

    private final TimerTable timers;

    TimerConversion(TimerTable timers) {
        this.timers = timers;
    }

    @Override
    public void afterPropertiesSet() {
        int converted = timers.convertAll();
        if (converted > 0) {
            log.info("{} timers were converted to the business time of this start", converted);
        }
    }
}
