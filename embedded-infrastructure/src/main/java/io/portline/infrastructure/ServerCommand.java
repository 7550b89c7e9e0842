package io.portline.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a server is started as a process of its own: by {@link ChildProcess} in tests, by the local stack's supervisor otherwise. */
public record ServerCommand(List<String> command, Map<String, String> environment, Path workingFolder) {
    public ServerCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
