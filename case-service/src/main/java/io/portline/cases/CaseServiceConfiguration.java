package io.portline.cases;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.portline.cases.tnscase.Atomically;
import io.portline.cases.tnscase.CaseDocuments;
import io.portline.cases.tnscase.CaseSentences;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.CaseTimers;
import io.portline.cases.tnscase.Cases;
import io.portline.cases.tnscase.DeskAgents;
import io.portline.cases.tnscase.DocumentScan;
import io.portline.cases.tnscase.DocumentStore;
import io.portline.cases.tnscase.DocumentStores;
import io.portline.cases.tnscase.Feedbacks;
import io.portline.cases.tnscase.HandledOnce;
import io.portline.cases.tnscase.Inventory;
import io.portline.cases.tnscase.MailReplies;
import io.portline.cases.tnscase.ReplyAddress;
import io.portline.cases.tnscase.client.OrderGroups;
import io.portline.cases.tnscase.client.OrderServiceInventory;
import io.portline.cases.tnscase.timers.CaseWakeUps;
import io.portline.cases.tnscase.timers.ForgottenDocuments;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.time.Timers;
import io.portline.web.client.ServiceClients;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.ObjectMapper;

import java.time.Clock;
import java.util.List;

/** Wires what knows no framework. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CaseServiceSettings.class)
public class CaseServiceConfiguration {

    @Bean
    CaseService caseService(
            Cases cases,
            CaseDocuments documents,
            DocumentScan scan,
            DeskAgents agents,
            Feedbacks feedbacks,
            Inventory inventory,
            HandledOnce once,
            Atomically atomically,
            CaseSentences sentences,
            CaseServiceSettings settings,
            Clock businessClock,
            EventIds ids) {
        return new CaseService(
                cases,
                documents,
                scan,
                agents,
                feedbacks,
                inventory,
                once,
                atomically,
                sentences,
                settings.cases(),
                businessClock,
                ids::next);
    }

    @Bean
    MailReplies mailReplies(
            Cases cases,
            CaseService service,
            HandledOnce once,
            Atomically atomically,
            CaseSentences sentences,
            @Value("${portline.mail.reply-address:}") String replyAddress,
            Clock businessClock) {
        return new MailReplies(
                cases, service, once, atomically, sentences, ReplyAddress.of(replyAddress), businessClock);
    }

    @Bean
    CaseTimers caseTimers(Timers timers) {
        return new CaseWakeUps(timers);
    }

    @Bean
    OneTimeTask<Void> caseWakeUp(CaseService service, Timers timers) {
        return CaseWakeUps.task(service, timers);
    }

    @Bean
    Inventory inventory(ServiceClients services) {
        return new OrderServiceInventory(services.asService("order-service").build());
    }

    @Bean
    OrderGroups orderGroups(ServiceClients services, ObjectMapper json) {
        return new OrderGroups(services.asCaller("order-service").build(), json);
    }

    @Bean
    RecurringTask<Void> forgetDocuments(CaseService service, @Qualifier("realClock") Clock realClock) {
        return ForgottenDocuments.task(service, realClock);
    }

    /** @param store where new documents go; those before stay where they are, and are read from there */
    @Bean
    DocumentStores documentStores(
            List<DocumentStore> stores, @Value("${portline.documents.store:postgresql}") DocumentStore.Kind store) {
        return new DocumentStores(store, stores);
    }

    /** Without a scanner everything is clean. */
    @Bean
    @ConditionalOnMissingBean
    DocumentScan documentScan() {
        return (_, _) -> DocumentScan.Verdict.CLEAN;
    }
}
