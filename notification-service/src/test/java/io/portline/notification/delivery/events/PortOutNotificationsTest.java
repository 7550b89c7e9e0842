package io.portline.notification.delivery.events;

import io.portline.notification.delivery.NotificationKind;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOutStatus;
import io.portline.schemas.PortOutStatusEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class PortOutNotificationsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    private static PortOutStatusEvent event(PortOutStatus status, @Nullable Instant lockedUntil, String... reasons) {
        return PortOutStatusEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setPortOutId(UUID.randomUUID())
                .setPortOutNumber("OUT-000001")
                .setTenantId("contoso")
                .setVersion(1)
                .setOccurredAt(NOW)
                .setStatus(status)
                .setNumbers(List.of("+12125550100"))
                .setWinningCarrierId("us-bluegrass")
                .setRequested(new LocalMoment("2026-12-01T10:00", "America/New_York", NOW))
                .setReasonCodes(List.of(reasons))
                .setCarrierLockedUntil(lockedUntil)
                .setContactsRevision(1)
                .build();
    }

    @Test
    void tellsOfEveryStatus() {
        assertThat(PortOutNotifications.kind(event(PortOutStatus.REQUESTED, null)))
                .contains(NotificationKind.PORT_OUT_REQUESTED);
        assertThat(PortOutNotifications.kind(event(PortOutStatus.APPROVED, null)))
                .contains(NotificationKind.PORT_OUT_APPROVED);
        assertThat(PortOutNotifications.kind(event(PortOutStatus.REJECTED, null, "PIN_MISSING_OR_INVALID")))
                .contains(NotificationKind.PORT_OUT_REJECTED);
        assertThat(PortOutNotifications.kind(event(PortOutStatus.COMPLETED, null)))
                .contains(NotificationKind.PORT_OUT_COMPLETED);
        assertThat(PortOutNotifications.kind(event(PortOutStatus.CANCELLED, null)))
                .contains(NotificationKind.PORT_OUT_CANCELLED);
    }

    @Test
    void warnsOfALockOnceAndTellsNothingOfWhatIsAskedUnderIt() {
        Instant until = NOW.plusSeconds(3600);
        assertThat(PortOutNotifications.kind(event(PortOutStatus.REJECTED, until, "PIN_MISSING_OR_INVALID")))
                .contains(NotificationKind.PORT_OUT_CARRIER_LOCKED);
        assertThat(PortOutNotifications.kind(event(PortOutStatus.REQUESTED, until)))
                .isEmpty();
        assertThat(PortOutNotifications.kind(event(PortOutStatus.REJECTED, until, "CARRIER_LOCKED")))
                .isEmpty();
    }
}
