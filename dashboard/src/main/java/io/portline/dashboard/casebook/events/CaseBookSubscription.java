package io.portline.dashboard.casebook.events;

import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.live.LiveHub;
import io.portline.dashboard.live.events.ToldToOpenPages;
import io.portline.messaging.inbox.Subscription;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the feature reads. */
@Configuration(proxyBeanMethods = false)
class CaseBookSubscription {

    @Bean
    Subscription<CaseActivityEvent> caseActivities(CaseBook book, LiveHub hub) {
        return Subscription.of(
                "dashboard.case-activity",
                Topics.CASE_ACTIVITY.name(),
                CaseActivityEvent.class,
                new ToldToOpenPages<>(new CaseActivityProjection(book), hub));
    }
}
