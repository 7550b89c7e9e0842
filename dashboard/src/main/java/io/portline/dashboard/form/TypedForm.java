package io.portline.dashboard.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was typed into a form, word for word, and what is wrong with it by JSON Pointer. Made to be shown again: nothing
 * that was typed is lost, and each fault stands at its field.
 */
public final class TypedForm {

    private final Map<String, String> values;
    private final Map<String, List<String>> faults = new LinkedHashMap<>();

    public TypedForm(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** What stands in a field; empty if nothing does. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** The same without blanks around it. */
    public String text(String name) {
        return value(name).strip();
    }

    public boolean has(String name) {
        return !text(name).isEmpty();
    }

    public boolean isChosen(String name, String choice) {
        return value(name).equals(choice);
    }

    public void put(String name, String value) {
        values.put(name, value);
    }

    /** A secret is typed again rather than sent back to the browser. */
    public void forget(String name) {
        values.remove(name);
    }

    /** The lines of a field that are not blank, without blanks around them. */
    public List<String> lines(String name) {
        return value(name)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    public void fault(String pointer, String text) {
        List<String> known = faults.computeIfAbsent(pointer, _ -> new ArrayList<>());
        if (!known.contains(text)) {
            known.add(text);
        }
    }

    public boolean isFaulty() {
        return !faults.isEmpty();
    }

    public int faultCount() {
        return faults.values().stream().mapToInt(List::size).sum();
    }

    /** What is wrong with a field itself. */
    public List<String> faults(String pointer) {
        return List.copyOf(faults.getOrDefault(pointer, List.of()));
    }

    /** What is wrong with a field and with what it consists of. */
    public Map<String, List<String>> faultsUnder(String pointer) {
        Map<String, List<String>> under = new LinkedHashMap<>();
        faults.forEach((at, texts) -> {
            if (at.equals(pointer) || at.startsWith(pointer + "/")) {
                under.put(at, List.copyOf(texts));
            }
        });
        return under;
    }

    public boolean isInvalid(String pointer) {
        return !faultsUnder(pointer).isEmpty();
    }

    /** What is wrong, but not with any of these fields. */
    public List<String> otherFaults(List<String> pointers) {
        List<String> others = new ArrayList<>();
        faults.forEach((at, texts) -> {
            if (pointers.stream().noneMatch(known -> at.equals(known) || at.startsWith(known + "/"))) {
                others.addAll(texts);
            }
        });
        return others;
    }
}
