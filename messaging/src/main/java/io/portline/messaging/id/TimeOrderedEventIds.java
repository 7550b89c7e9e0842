package io.portline.messaging.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

import java.util.UUID;

/** UUIDv7 from the machine's own clock: ids must not run ahead with a fast business clock. */
public final class TimeOrderedEventIds implements EventIds {

    private final NoArgGenerator generator = Generators.timeBasedEpochGenerator();

    @Override
    public UUID next() {
        return generator.generate();
    }
}
