package io.portline.web.upload;

import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A file that passed: not empty, not too large, of an allowed kind.
 *
 * @param name a name fit to show: the last part of the path that the client gave, without control characters, at most
 *     {@value #MAX_NAME} characters
 * @param content the whole file; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at the content; 10 MiB are not copied about
public record UploadedFile(String name, MediaKind kind, byte[] content) {

    public static final int MAX_NAME = 200;

    /** Reads a part of a multipart request; a 413, 415 or 422 problem that names the part if it does not pass. */
    public static UploadedFile read(MultipartFile file, Set<MediaKind> allowed, DataSize maximum) {
        String part = file.getName();
        if (file.isEmpty()) {
            throw ProblemException.of(ProblemType.VALIDATION).error(FieldProblem.part(part, "EMPTY_FILE"));
        }
        if (file.getSize() > maximum.toBytes()) {
            throw ProblemException.of(ProblemType.TOO_LARGE)
                    .error(FieldProblem.part(part, "TOO_LARGE", maximum.toBytes()))
                    .with("maximumBytes", maximum.toBytes());
        }
        byte[] content;
        try {
            content = file.getBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        MediaKind kind = MediaKind.detect(content)
                .filter(allowed::contains)
                .orElseThrow(() -> ProblemException.of(ProblemType.UNSUPPORTED_MEDIA)
                        .error(FieldProblem.part(
                                part,
                                "MEDIA_KIND",
                                String.join(
                                        ", ",
                                        allowed.stream()
                                                .sorted()
                                                .map(MediaKind::name)
                                                .toList()))));
        return new UploadedFile(safeName(file.getOriginalFilename(), kind), kind, content);
    }

    static String safeName(@Nullable String given, MediaKind kind) {
        String name = Normalizer.normalize(given == null ? "" : given, Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        // Control and formatting characters (direction marks among them) could make a name look like another one.
        name = name.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE)
                .limit(MAX_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return name.isEmpty() || name.equals(".") || name.equals("..")
                ? "document." + kind.name().toLowerCase(Locale.ROOT)
                : name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UploadedFile file
                && name.equals(file.name)
                && kind == file.kind
                && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(content);
    }

    /** Without the content, which may be personal. */
    @Override
    public String toString() {
        return "UploadedFile[" + kind + ", " + content.length + " bytes]";
    }
}
