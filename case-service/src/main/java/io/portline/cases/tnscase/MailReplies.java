package io.portline.cases.tnscase;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes comments of what contacts answer by mail. The address says which contact of which case it is: it holds a secret
 * that only that contact was sent, and the mail must come from that contact's address besides.
 */
public final class MailReplies {

    private static final String TEXT = "text/plain";
    private static final String TEXT_NAME = "mail.txt";

    private final Cases cases;
    private final CaseService service;
    private final HandledOnce once;
    private final Atomically atomically;
    private final CaseSentences sentences;
    private final Optional<ReplyAddress> address;
    private final Clock businessClock;

    /** @param address where answers are taken; empty: nowhere */
    public MailReplies(
            Cases cases,
            CaseService service,
            HandledOnce once,
            Atomically atomically,
            CaseSentences sentences,
            Optional<ReplyAddress> address,
            Clock businessClock) {
        this.cases = cases;
        this.service = service;
        this.once = once;
        this.atomically = atomically;
        this.sentences = sentences;
        this.address = address;
        this.businessClock = businessClock;
    }

    /** What became of the mail at each of its addresses that are in our mailbox; at least one. */
    public List<MailOutcome> receive(InboundMail mail) {
        if (mail.automatic().isPresent()) {
            return List.of(new MailOutcome.Ignored(mail.automatic().get()));
        }
        Set<String> tokens = new LinkedHashSet<>();
        mail.recipients()
                .forEach(to -> address.flatMap(ours -> ours.tokenIn(to)).ifPresent(tokens::add));
        if (tokens.isEmpty()) {
            return List.of(new MailOutcome.Refused(MailOutcome.Reason.UNKNOWN_ADDRESS));
        }
        return tokens.stream().map(token -> receive(mail, token)).toList();
    }

    private record Addressee(TnsCase tnsCase, CaseContact contact) {}

    private MailOutcome receive(InboundMail mail, String token) {
        Optional<Addressee> found = ReplyToken.parse(token).flatMap(this::addressee);
        if (found.isEmpty()) {
            return new MailOutcome.Refused(MailOutcome.Reason.UNKNOWN_ADDRESS);
        }
        Addressee to = found.get();
        if (!to.contact().email().equalsIgnoreCase(mail.from().strip())) {
            return new MailOutcome.Refused(MailOutcome.Reason.NOT_THE_CONTACT);
        }
        String said = ReplyText.of(mail.text());
        if (said.isEmpty() && mail.attachments().isEmpty()) {
            return new MailOutcome.Ignored("EMPTY");
        }
        if (once.knownMail(mail.messageId(), to.tnsCase().id())) {
            return new MailOutcome.Repeated(to.tnsCase().id());
        }
        // Before the transaction, which should not wait for bytes. Without a comment that names them they are nobody's.
        Comment comment = prepare(mail, said, to);
        try {
            return atomically.run(() -> add(mail, comment, to));
        } catch (ClosedMeanwhile closed) {
            return new MailOutcome.Refused(MailOutcome.Reason.CASE_CLOSED);
        }
    }

    /** Every contact of the case is compared, in the same time whatever is right. */
    private Optional<Addressee> addressee(ReplyToken token) {
        byte[] given = token.secret().getBytes(StandardCharsets.US_ASCII);
        return cases.find(token.number())
                .flatMap(tnsCase -> tnsCase.contacts().stream()
                        .filter(contact -> MessageDigest.isEqual(
                                given, contact.replyToken().getBytes(StandardCharsets.US_ASCII)))
                        .findFirst()
                        .map(contact -> new Addressee(tnsCase, contact)));
    }

    private record Comment(Party.Customer by, String words, List<CaseDocument> documents) {}

    private Comment prepare(InboundMail mail, String said, Addressee to) {
        Party.Customer by = party(to);
        List<CaseDocument> documents = new ArrayList<>();
        List<String> notTaken = new ArrayList<>();
        for (InboundMail.Attachment attachment : mail.attachments()) {
            keep(by, attachment, documents, notTaken);
        }
        String words = words(said, by, to.contact(), documents, notTaken);
        return new Comment(by, words, List.copyOf(documents));
    }

    private MailOutcome add(InboundMail mail, Comment comment, Addressee to) {
        TnsCase tnsCase = to.tnsCase();
        if (!once.firstMail(mail.messageId(), tnsCase.id(), businessClock.instant())) {
            return new MailOutcome.Repeated(tnsCase.id());
        }
        CaseOutcome outcome = service.change(
                comment.by(),
                tnsCase.id(),
                new CaseCommand.Comment(comment.by(), comment.words(), comment.documents()));
        return switch (outcome) {
            case CaseOutcome.Done _ -> new MailOutcome.Commented(tnsCase.id());
            // Nothing is to be left of the attempt, not even the mail's mark.
            case CaseOutcome.Refused _, CaseOutcome.NotFound _, CaseOutcome.Stale _, CaseOutcome.Invalid _ ->
                throw new ClosedMeanwhile();
        };
    }

    private void keep(
            Party.Customer by, InboundMail.Attachment attachment, List<CaseDocument> documents, List<String> notTaken) {
        String name = DocumentName.of(attachment.name(), "attachment");
        try {
            boolean room = documents.size() < CaseForm.MOST_DOCUMENTS;
            UploadOutcome outcome = room
                    ? service.upload(by, attachment.name(), sizeOf(attachment.content()), attachment.content())
                    : new UploadOutcome.WrongKind();
            switch (outcome) {
                case UploadOutcome.Kept(CaseDocument document) -> documents.add(document);
                case UploadOutcome.Empty _,
                        UploadOutcome.TooLarge _,
                        UploadOutcome.WrongKind _,
                        UploadOutcome.Infected _ -> notTaken.add(name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An attachment cannot be kept", e);
        }
    }

    /** What does not fit into a comment is whole in a document beside it. */
    private String words(
            String said, Party.Customer by, CaseContact contact, List<CaseDocument> documents, List<String> notTaken) {
        String clean = CaseWords.cleaned(said);
        String ending = notTaken.isEmpty() ? "" : "\n\n" + sentences.notTaken(contact.language(), notTaken);
        String text = clean.isEmpty() ? sentences.documentsOnly(contact.language()) : clean;
        if (CaseWords.fits(text + ending)) {
            return text + ending;
        }
        byte[] whole = clean.getBytes(StandardCharsets.UTF_8);
        try {
            UploadOutcome kept = service.keep(by, TEXT_NAME, TEXT, whole.length, () -> new ByteArrayInputStream(whole));
            if (kept instanceof UploadOutcome.Kept(CaseDocument document)) {
                documents.add(document);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A text cannot be kept", e);
        }
        return CaseWords.cut(text, "\n\n" + sentences.goesOnIn(contact.language(), TEXT_NAME) + ending);
    }

    private static Party.Customer party(Addressee to) {
        return to.contact().opener() && to.tnsCase().openedBy() instanceof Party.Customer opener
                ? opener
                : new Party.Customer(
                        "contact:" + to.contact().id(),
                        to.contact().name(),
                        to.tnsCase().tenantId());
    }

    private static long sizeOf(DocumentContent content) throws IOException {
        try (InputStream in = content.open()) {
            return in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private static final class ClosedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
