package io.portline.notification.delivery.events;

import io.portline.notification.delivery.NotificationKind;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.CaseStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CaseNotificationsTest {

    @ParameterizedTest
    @CsvSource({
        "true,  IN_PROGRESS,          CASE_TAKEN",
        // given back to the queue: nobody works on it
        "false, IN_PROGRESS,          CASE_UPDATED",
        // a colleague took it over: something is left for the customer to do
        "true,  WAITING_FOR_CUSTOMER, CASE_UPDATED"
    })
    void saysThatAnAgentWorksOnACaseAndNothingIsLeftToDoOnlyIfBothAreSo(
            boolean assigned, CaseStatus status, NotificationKind kind) {
        CaseActivityEvent event = new CaseActivityEvent();
        event.setActivity(CaseActivity.ASSIGNED);
        event.setAssigned(assigned);
        event.setStatus(status);

        assertThat(CaseNotifications.kind(event)).contains(kind);
    }
}
