package io.portline.cases;

import io.portline.cases.tnscase.CaseDocuments;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.Cases;
import io.portline.messaging.id.EventIds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

/** Wires what knows no framework. */
@Configuration(proxyBeanMethods = false)
public class CaseServiceConfiguration {

    @Bean
    CaseService caseService(Cases cases, CaseDocuments documents, Clock businessClock, EventIds ids) {
        return new CaseService(cases, documents, businessClock, ids::next);
    }
}
