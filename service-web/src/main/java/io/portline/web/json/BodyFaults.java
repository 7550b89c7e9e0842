package io.portline.web.json;

import io.portline.web.problem.FieldProblem;

import java.util.ArrayList;
import java.util.Collection;
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

    /** Adds a fault of a whole value unless one is known there or inside it: then it is only a consequence. */
    void addUnlessConsequence(FieldProblem fault) {
        String pointer = fault.pointer();
        if (pointers.stream().noneMatch(other -> other.equals(pointer) || other.startsWith(pointer + "/"))) {
            add(fault);
        }
    }

    /** Adds broken rules, but not those of values that could not be read and have nothing in their place. */
    void addViolations(Collection<FieldProblem> violations) {
        Set<String> unread = Set.copyOf(pointers);
        for (FieldProblem violation : violations) {
            String pointer = violation.pointer();
            if (unread.stream().noneMatch(other -> pointer.equals(other) || pointer.startsWith(other + "/"))) {
                add(violation);
            }
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<FieldProblem> all() {
        return List.copyOf(faults);
    }
}
