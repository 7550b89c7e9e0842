package io.portline.messaging.headers;

/** Names of the headers of every record: the CloudEvents 1.0 Kafka binding (binary mode) and W3C trace context. */
public final class CloudEventHeaders {

    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String DATA_SCHEMA = "ce_dataschema";
    /** The version, decimal, zero-padded to 19 digits so that it sorts as text (CloudEvents' sequence extension). */
    public static final String SEQUENCE = "ce_sequence";

    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACE_PARENT = "traceparent";

    private CloudEventHeaders() {}

    public static String sequence(long version) {
        return "%019d".formatted(version);
    }
}
