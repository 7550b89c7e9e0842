package io.portline.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generated file that is committed, so that readers have it and reviewers see it change. */
public record CommittedFile(Path path) {

    private static final String WRITE = "portline.write-generated";

    /** Whether the file is what was generated; with -Dportline.write-generated=true it is written first. */
    public boolean matches(String generated) {
        try {
            if (Boolean.getBoolean(WRITE)) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, generated);
            }
            return Files.exists(path) && Files.readString(path).equals(generated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String advice() {
        return path.getFileName() + " is not what was generated; run the test with -D" + WRITE + "=true and commit it";
    }
}
