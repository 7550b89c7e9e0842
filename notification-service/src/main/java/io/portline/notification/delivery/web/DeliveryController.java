package io.portline.notification.delivery.web;

import io.portline.notification.delivery.DeliveryLog;
import io.portline.web.page.Cursor;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.tenant.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.UUID;

/** What was sent about an order or a case. */
@RestController
class DeliveryController {
    private final DeliveryLog log;

    DeliveryController(DeliveryLog log) {
        this.log = log;
    }

    /** The deliveries that the caller may see, newest first. */
    @GetMapping("/api/v1/deliveries")
    Page<DeliveryResponse> list(
            Caller caller, @RequestParam(required = false) @Nullable UUID subjectId, PageRequest page) {
        Cursor cursor = page.cursor();
        return Page.of(
                        log.find(
                                caller.scope().tenantIdOrNull(),
                                subjectId,
                                cursor == null ? null : cursor.uuid(0),
                                page.rowsToRead()),
                        page,
                        entry -> Cursor.of(entry.id()))
                .map(DeliveryResponse::of);
    }
}
