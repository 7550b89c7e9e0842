package io.portline.order.portorder.web;

import io.portline.order.portorder.PortOrderForm;
import io.portline.order.portorder.Submissions;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.upload.MediaKind;
import io.portline.web.upload.UploadedFile;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

import java.util.EnumSet;
import java.util.Set;

/** The files that come with orders. */
final class OrderFiles {

    private static final DataSize LARGEST_DOCUMENT = DataSize.ofMegabytes(10);

    /** Some 60 bytes a row for far more rows than an order may have, so that too many are told as too many. */
    private static final DataSize LARGEST_NUMBERS = DataSize.ofMegabytes(1);

    private OrderFiles() {}

    /** The order with what came as files; a fault if something came both ways. */
    static PortOrderForm form(PortOrderRequest order, @Nullable MultipartFile numbers, @Nullable MultipartFile loa) {
        oneWay(order, numbers != null && order.numbers() != null, loa);
        return order.form(numbers == null ? null : numbers(numbers, LARGEST_NUMBERS));
    }

    /** Letters come as a file or by their id. */
    static void oneWay(PortOrderRequest order, boolean numbersTwice, @Nullable MultipartFile loa) {
        boolean letterTwice = loa != null && order.loaDocumentId() != null;
        if (numbersTwice || letterTwice) {
            throw ProblemException.of(ProblemType.VALIDATION)
                    .error(FieldProblem.part(numbersTwice ? "numbers" : "loa", "FILE_GIVEN_TWICE"));
        }
    }

    static byte[] numbers(MultipartFile file, DataSize largest) {
        return UploadedFile.read(file, Set.of(MediaKind.CSV), largest).content();
    }

    /** A letter of authorization: a PDF by its content. */
    static Submissions.Letter letter(MultipartFile file) {
        return document(file, Set.of(MediaKind.PDF));
    }

    /** Any document of a kind that we know. */
    static Submissions.Letter document(MultipartFile file) {
        return document(file, EnumSet.allOf(MediaKind.class));
    }

    private static Submissions.Letter document(MultipartFile file, Set<MediaKind> kinds) {
        UploadedFile read = UploadedFile.read(file, kinds, LARGEST_DOCUMENT);
        return new Submissions.Letter(read.name(), read.kind().mediaType(), read.content());
    }
}
