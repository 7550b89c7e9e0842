package io.portline.notification.delivery;

/** What there is to tell. Each kind has its words in every language; see {@code mail/notification-service/}. */
public enum NotificationKind {
    PORT_ORDER_SUBMITTED("port-order.submitted"),
    PORT_ORDER_RESUBMITTED("port-order.resubmitted"),
    PORT_ORDER_CONTACTING_CARRIER("port-order.contacting-carrier"),
    PORT_ORDER_APPROVED("port-order.approved"),
    PORT_ORDER_TRANSFER_PENDING("port-order.transfer-pending"),
    PORT_ORDER_REJECTED("port-order.rejected"),
    PORT_ORDER_APPROVAL_WITHDRAWN("port-order.approval-withdrawn"),
    PORT_ORDER_ACTIVATION_FAILED("port-order.activation-failed"),
    PORT_ORDER_COMPLETED("port-order.completed"),
    PORT_ORDER_CANCELLED("port-order.cancelled"),
    PORT_ORDER_FOC_CHANGED("port-order.foc-changed"),
    PORT_ORDER_FOC_CHANGE_REFUSED("port-order.foc-change-refused"),
    PORT_ORDER_FOC_MOVED("port-order.foc-moved"),
    PORT_ORDER_REMINDER_3_DAYS("port-order.reminder-3-days"),
    PORT_ORDER_REMINDER_1_DAY("port-order.reminder-1-day"),
    PORT_ORDER_REMINDER_MORNING("port-order.reminder-morning"),
    PORT_OUT_REQUESTED("port-out.requested"),
    PORT_OUT_APPROVED("port-out.approved"),
    PORT_OUT_REJECTED("port-out.rejected"),
    PORT_OUT_COMPLETED("port-out.completed"),
    PORT_OUT_CANCELLED("port-out.cancelled"),
    PORT_OUT_CARRIER_LOCKED("port-out.carrier-locked"),
    CASE_OPENED("case.opened"),
    CASE_ANSWERED("case.answered"),
    CASE_CUSTOMER_ASKED("case.customer-asked"),
    CASE_RESOLVED("case.resolved"),
    CASE_CANCELLED("case.cancelled"),
    CASE_REOPENED("case.reopened"),
    CASE_TAKEN("case.taken"),
    CASE_DOCUMENT_ADDED("case.document-added"),
    CASE_ORDERS_LINKED("case.orders-linked"),
    CASE_UPDATED("case.updated");

    private final String key;

    NotificationKind(String key) {
        this.key = key;
    }

    /** The stable name in outcomes, API and texts. */
    public String key() {
        return key;
    }

    /** What it is about. */
    public SubjectKind subjectKind() {
        if (key.startsWith("case.")) {
            return SubjectKind.CASE;
        }
        return key.startsWith("port-out.") ? SubjectKind.PORT_OUT : SubjectKind.PORT_ORDER;
    }

    /** Whether it reminds of what is known already, rather than telling of an event. */
    public boolean reminder() {
        return key.startsWith("port-order.reminder-");
    }
}
