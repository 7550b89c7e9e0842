package io.portline.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One record of every topic as it might really be, every field filled. They become the golden bytes of a release, so what
 * was released once is not touched: a new field gets a value here in the release that brings it.
 */
final class Samples {

    private static final UUID ORDER = UUID.fromString("019f3c5e-8a10-7c00-8a10-000000000042");
    private static final UUID CASE = UUID.fromString("019f3c5e-8a10-7c00-8a10-000000000007");
    private static final UUID CONTACT = UUID.fromString("019f3c5e-8a10-7c00-8a10-00000000c001");
    private static final Instant NOW = Instant.parse("2026-11-24T15:30:00Z");

    private Samples() {}

    static SpecificRecordBase of(Topic<?> topic) {
        return switch (topic.name()) {
            case "porting.port-order-status.v1" -> portOrderStatus();
            case "porting.carrier-request.v1" -> carrierRequest();
            case "porting.carrier-reply.v1" -> carrierReply();
            case "porting.port-out-status.v1" -> portOutStatus();
            case "support.case-activity.v1" -> caseActivity();
            case "porting.contacts.v1" -> contacts(SubjectKind.PORT_ORDER, ORDER, "PO-000042");
            case "support.contacts.v1" -> contacts(SubjectKind.CASE, CASE, "TNS-000007");
            case "notification.delivery.v1" -> delivery();
            default -> throw new IllegalArgumentException("No sample for " + topic.name());
        };
    }

    /** The fields of a record that hold nothing; a sample has none. */
    static List<String> emptyFields(SpecificRecordBase sample) {
        return sample.getSchema().getFields().stream()
                .filter(field -> switch (sample.get(field.pos())) {
                    case null -> true;
                    case List<?> list -> list.isEmpty();
                    case Map<?, ?> map -> map.isEmpty();
                    default -> false;
                })
                .map(Schema.Field::name)
                .toList();
    }

    private static UUID event(int number) {
        return UUID.fromString("019f3c5e-8a10-7c00-8a10-%012x".formatted(0xE000 + number));
    }

    private static LocalMoment paris(String local, String instant) {
        return LocalMoment.newBuilder()
                .setLocal(local)
                .setZone("Europe/Paris")
                .setInstant(Instant.parse(instant))
                .build();
    }

    private static RejectionReason accountNumberMismatch() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("en", "The account number is not the one the losing carrier has on file.");
        texts.put("fr", "Le numéro de compte ne correspond pas à celui de l’opérateur donneur.");
        texts.put("ja", "アカウント番号が移転元事業者の登録内容と一致しません。");
        return RejectionReason.newBuilder()
                .setCode("ACCOUNT_NUMBER_MISMATCH")
                .setDisposition(Disposition.FIXABLE)
                .setSource(ReasonSource.LOSING_CARRIER)
                .setPointer("/accountNumber")
                .setCarrierCode("8A")
                .setNumbers(List.of("+33123456789"))
                .setTexts(texts)
                .build();
    }

    private static PortOrderStatusEvent portOrderStatus() {
        return PortOrderStatusEvent.newBuilder()
                .setEventId(event(1))
                .setOrderId(ORDER)
                .setOrderNumber("PO-000042")
                .setTenantId("fabrikam")
                .setVersion(4)
                .setOccurredAt(NOW)
                .setChange(PortOrderChange.CARRIER_REJECTED)
                .setActor(Actor.LOSING_CARRIER)
                .setPreviousStatus(PortOrderStatus.CONTACTING_CARRIER)
                .setStatus(PortOrderStatus.ERROR)
                .setAttempt(2)
                .setName("Siège, lot 1")
                .setCountry("FR")
                .setLosingCarrierId("fr-hexatel")
                .setLosingCarrierName("Hexatel")
                .setPortType(PortType.PARTIAL)
                .setNumbers(List.of("+33123456789", "+33123456790"))
                .setPortedNumbers(List.of("+33123456790"))
                .setRequested(paris("2026-12-01T10:00", "2026-12-01T09:00:00Z"))
                .setFoc(paris("2026-12-02T10:00", "2026-12-02T09:00:00Z"))
                .setRequestedFoc(paris("2026-12-03T10:00", "2026-12-03T09:00:00Z"))
                .setCarrierCancelPending(true)
                .setReasons(List.of(accountNumberMismatch()))
                .setBall(BallHolder.CUSTOMER)
                .setBallSince(NOW)
                .setAnswerDueBy(NOW.plusSeconds(86_400))
                .setEditableUntil(NOW.plusSeconds(172_800))
                .setCancellableUntil(NOW.plusSeconds(172_800))
                .setSubmittedAt(NOW.minusSeconds(3_600))
                .setContactsRevision(3)
                .setCaseId(CASE)
                .setLinkedOrderId(UUID.fromString("019f3c5e-8a10-7c00-8a10-000000000043"))
                .setDeleted(true)
                .build();
    }

    private static CarrierRequest carrierRequest() {
        Map<String, String> countryFields = new TreeMap<>();
        countryFields.put("rio", "12P123456ABC");
        return CarrierRequest.newBuilder()
                .setEventId(event(2))
                .setOrderId(ORDER)
                .setOrderNumber("PO-000042")
                .setTenantId("fabrikam")
                .setVersion(2)
                .setOccurredAt(NOW)
                .setKind(CarrierRequestKind.PORT)
                .setAttempt(2)
                .setCarrierId("fr-hexatel")
                .setCountry("FR")
                .setPortType(PortType.PARTIAL)
                .setNumbers(List.of("+33123456789"))
                .setBillingTelephoneNumber("+33123456700")
                .setReplacementBillingTelephoneNumber("+33123456701")
                .setAccountNumber("ACCEPT")
                .setPasscode(EncryptedSecret.newBuilder()
                        .setKeyId("gateway-2026")
                        .setEncapsulation(ByteBuffer.wrap("encapsulated key".getBytes(UTF_8)))
                        .setNonce(ByteBuffer.wrap("twelve bytes".getBytes(UTF_8)))
                        .setCiphertext(ByteBuffer.wrap("ciphertext and tag".getBytes(UTF_8)))
                        .build())
                .setHolder(AccountHolder.newBuilder()
                        .setOrganisation("Fabrikam Industries et Associés SAS")
                        .setOrganisationShort("Fabrikam Industries")
                        .setAuthorisedPerson("Claire Montgolfier-Delacroix")
                        .setAuthorisedPersonShort("C Montgolfier")
                        .setKana("ファブリカム")
                        .build())
                .setServiceAddress(ServiceAddress.newBuilder()
                        .setLine1("1 rue de l’Exemple")
                        .setLine2("Bâtiment B")
                        .setCity("Paris")
                        .setRegion("Île-de-France")
                        .setPostalCode("75001")
                        .setCountry("FR")
                        .build())
                .setCountryFields(countryFields)
                .setRequested(paris("2026-12-01T10:00", "2026-12-01T09:00:00Z"))
                .setActivationTry(1)
                .build();
    }

    private static CarrierReply carrierReply() {
        return CarrierReply.newBuilder()
                .setEventId(event(3))
                .setOrderId(ORDER)
                .setOrderNumber("PO-000042")
                .setTenantId("fabrikam")
                .setVersion(2)
                .setOccurredAt(NOW)
                .setKind(CarrierReplyKind.ACTIVATED)
                .setAttempt(2)
                .setInReplyTo(event(2))
                .setCarrierId("fr-hexatel")
                .setFoc(paris("2026-12-02T10:00", "2026-12-02T09:00:00Z"))
                .setReasons(List.of(accountNumberMismatch()))
                .setActivations(List.of(
                        NumberActivation.newBuilder()
                                .setNumber("+33123456789")
                                .setActivated(true)
                                .setCode(null)
                                .build(),
                        NumberActivation.newBuilder()
                                .setNumber("+33123456790")
                                .setActivated(false)
                                .setCode("CARRIER_OUTAGE")
                                .build()))
                .setActivationTry(1)
                .build();
    }

    private static PortOutStatusEvent portOutStatus() {
        return PortOutStatusEvent.newBuilder()
                .setEventId(event(4))
                .setPortOutId(UUID.fromString("019f3c5e-8a10-7c00-8a10-00000000000f"))
                .setPortOutNumber("OUT-000003")
                .setTenantId("contoso")
                .setVersion(2)
                .setOccurredAt(NOW)
                .setPreviousStatus(PortOutStatus.REQUESTED)
                .setStatus(PortOutStatus.REJECTED)
                .setNumbers(List.of("+14255550123"))
                .setWinningCarrierId("us-cascadia")
                .setRequested(paris("2026-12-01T10:00", "2026-12-01T09:00:00Z"))
                .setCompletesAt(paris("2026-12-02T10:00", "2026-12-02T09:00:00Z"))
                .setReasonCodes(List.of("PIN_MISSING_OR_INVALID"))
                .setCarrierLockedUntil(NOW.plusSeconds(3_600))
                .setContactsRevision(1)
                .build();
    }

    private static CaseActivityEvent caseActivity() {
        return CaseActivityEvent.newBuilder()
                .setEventId(event(5))
                .setCaseId(CASE)
                .setCaseNumber("TNS-000007")
                .setTenantId("fabrikam")
                .setVersion(3)
                .setOccurredAt(NOW)
                .setActivity(CaseActivity.COMMENTED)
                .setActor(Actor.DESK)
                .setPreviousStatus(CaseStatus.NEW)
                .setStatus(CaseStatus.WAITING_FOR_CUSTOMER)
                .setCategory(CaseCategory.NEW_REQUEST)
                .setType(CaseType.PORT_IN)
                .setCountry("FR")
                .setTitle("1 200 numéros à porter")
                .setText("Quel est l’opérateur donneur ?")
                .setDocuments(List.of(DocumentReference.newBuilder()
                        .setDocumentId(event(6))
                        .setName("numéros.csv")
                        .setMediaType("text/csv")
                        .setSizeBytes(16_384)
                        .build()))
                .setRequested(paris("2026-12-01T10:00", "2026-12-01T09:00:00Z"))
                .setAssigned(true)
                .setFirstAnswerDueBy(NOW.plusSeconds(14_400))
                .setSolutionDueBy(NOW.plusSeconds(259_200))
                .setOverdue(true)
                .setClosingReason("NO_LONGER_NEEDED")
                .setLinkedOrderIds(List.of(ORDER))
                .setOpenedAt(NOW.minusSeconds(7_200))
                .setClosedAt(NOW)
                .setContactsRevision(1)
                .build();
    }

    private static SubjectContacts contacts(SubjectKind kind, UUID subject, String number) {
        return SubjectContacts.newBuilder()
                .setEventId(event(7))
                .setSubjectKind(kind)
                .setSubjectId(subject)
                .setSubjectNumber(number)
                .setTenantId("fabrikam")
                .setVersion(3)
                .setOccurredAt(NOW)
                .setContacts(List.of(
                        Contact.newBuilder()
                                .setContactId(CONTACT)
                                .setReplyTo("cases+k3u9x2@portline.example")
                                .setRole(ContactRole.SUBMITTER)
                                .setName("Claire")
                                .setEmail("claire@fabrikam.example")
                                .setLanguage("fr")
                                .build(),
                        Contact.newBuilder()
                                .setContactId(UUID.fromString("019f3c5e-8a10-7c00-8a10-00000000c002"))
                                .setRole(ContactRole.ADDITIONAL)
                                .setName("春")
                                .setEmail("haru@fabrikam.example")
                                .setLanguage("ja")
                                .build()))
                .build();
    }

    private static DeliveryOutcome delivery() {
        return DeliveryOutcome.newBuilder()
                .setEventId(event(8))
                .setDeliveryId(event(9))
                .setSubjectKind(SubjectKind.PORT_ORDER)
                .setSubjectId(ORDER)
                .setSubjectNumber("PO-000042")
                .setTenantId("fabrikam")
                .setVersion(1)
                .setOccurredAt(NOW)
                .setChannel(DeliveryChannel.EMAIL)
                .setCauseEventId(event(1))
                .setNotification("port-order.error")
                .setContactId(CONTACT)
                .setEndpointId(UUID.fromString("019f3c5e-8a10-7c00-8a10-00000000d001"))
                .setOutcome(DeliveryResult.SENT)
                .setAttempts(2)
                .setMessageId("<019f3c5e.42@portline.example>")
                .setDetail("250 2.0.0 OK")
                .build();
    }
}
