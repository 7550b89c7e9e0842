package io.portline.infrastructure;

import java.util.HashMap;
import java.util.Map;

/** The arguments of this module's main methods: {@code --name value} pairs. */
record Arguments(Map<String, String> values) {
    static Arguments of(String... args) {
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException("Expected --name value pairs");
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException("Expected --name, found " + args[i]);
            }
            values.put(args[i].substring(2), args[i + 1]);
        }
        return new Arguments(Map.copyOf(values));
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Missing --" + name);
        }
        return value;
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
