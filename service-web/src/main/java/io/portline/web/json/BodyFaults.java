package io.portline.web.json;

import io.portline.web.problem.FieldProblem;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The faults found so far in one body. */
final class BodyFaults {

    // A body of nothing but faults must not become an answer many times its size.
    private static final int MAXIMUM = 1000;

    private final List<FieldProblem> faults = new ArrayList<>();
    private final Set<String> pointers = new HashSet<>();

    void add(FieldProblem fault) {
        if (faults.size() < MAXIMUM) {
            faults.add(fault);
        }
        pointers.add(fault.pointer());
    }

    /** Adds a fault unless one is known at the same place, above or below it: then it would only be a consequence. */
    void addUnlessKnown(FieldProblem fault) {
        String pointer = fault.pointer();
        boolean known = pointers.stream()
                .anyMatch(other ->
                        other.equals(pointer) || other.startsWith(pointer + "/") || pointer.startsWith(other + "/"));
        if (!known) {
            add(fault);
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<FieldProblem> all() {
        return List.copyOf(faults);
    }
}
