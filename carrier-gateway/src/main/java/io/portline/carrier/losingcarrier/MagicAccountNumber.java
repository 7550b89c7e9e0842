package io.portline.carrier.losingcarrier;

import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Account numbers that force what a simulated carrier does, as test cards do in payments. Several are joined by {@code +}, such as
 * {@code FOC-PT12H+MOVE-FOC-P2D}; the case of letters does not matter.
 */
public sealed interface MagicAccountNumber {

    /** An account number like any other. */
    record Ordinary() implements MagicAccountNumber {}

    /**
     * Meant to be magic, and not readable.
     *
     * @param problem what is wrong with it, in English
     */
    record Malformed(String problem) implements MagicAccountNumber {}

    /**
     * What the carrier is to do.
     *
     * @param outcome the answer to the request to port
     * @param delay how long the answers to the port and to supplements take, elapsed business time; null for the carrier's usual time
     * @param focAfter the FOC date, counted from the acceptance; null for the carrier's rule
     * @param moveFocBy how far the carrier moves the date after approving; null if it does not
     * @param withdrawAfter how long after approving the carrier takes its approval back; null if it does not
     * @param refusesSupplement whether every change of date is refused
     * @param refusesCancel whether every cancel is refused
     * @param failure the tries to activate that fail; null if none
     */
    record Script(
            PlannedOutcome outcome,
            @Nullable Duration delay,
            @Nullable Duration focAfter,
            @Nullable Duration moveFocBy,
            @Nullable Duration withdrawAfter,
            boolean refusesSupplement,
            boolean refusesCancel,
            @Nullable ActivationFailure failure)
            implements MagicAccountNumber {}

    /**
     * @param tries how many tries fail
     * @param numbers how many of the order's numbers fail, the last ones; null if all do
     */
    record ActivationFailure(int tries, @Nullable Integer numbers) {}

    /** The kinds of magic, with the text that the list of them shows. */
    enum Spell {
        ACCEPT(
                "ACCEPT",
                "ACCEPT",
                "ACCEPT",
                "Accepts; the FOC date follows the carrier's rule.",
                "Accepte ; la date FOC suit la règle de l’opérateur.",
                "承認します。FOC 日は移転元事業者の規則に従います。"),
        REJECT(
                "REJECT-(.*)",
                "REJECT-<CODE>[,<CODE>]",
                "REJECT-ACCOUNT_NUMBER_MISMATCH,POSTAL_CODE_MISMATCH",
                "Rejects with these reasons.",
                "Rejette pour ces motifs.",
                "指定した理由で却下します。"),
        SILENT(
                "SILENT",
                "SILENT",
                "SILENT",
                "Never answers the request to port; a cancel is still confirmed.",
                "Ne répond jamais à la demande de portage ; une annulation est tout de même confirmée.",
                "移行申請には一切回答しません。キャンセルは確認します。"),
        DELAY(
                "DELAY-(.*)",
                "DELAY-<ISO duration>",
                "DELAY-PT2H",
                "Accepts, and takes exactly that long, day or night and even in an outage, to answer the port and each supplement.",
                "Accepte, et met exactement cette durée, de jour comme de nuit et même en panne, pour répondre à la demande et à chaque modification de date.",
                "承認します。移行申請と日付変更への回答には、昼夜や障害を問わず、ちょうど指定した時間がかかります。"),
        FOC(
                "FOC-(.*)",
                "FOC-<ISO duration>",
                "FOC-PT30H",
                "Accepts with a FOC date that long after the acceptance, whatever was asked.",
                "Accepte avec une date FOC située à cette durée de l’acceptation, quelle que soit la date demandée.",
                "希望日にかかわらず、承認から指定した時間が経過した時点を FOC 日として承認します。"),
        MOVE_FOC(
                "MOVE-FOC-(.*)",
                "MOVE-FOC-<ISO duration>",
                "MOVE-FOC-P2D",
                "Accepts, and before the date comes moves it by that long, by itself; earlier with a minus.",
                "Accepte, puis déplace de lui-même la date de cette durée avant qu’elle n’arrive ; plus tôt avec un signe moins.",
                "承認した後、期日前に自ら FOC 日を指定した時間だけ移動します。負の値では早まります。"),
        WITHDRAW(
                "WITHDRAW-(.*)",
                "WITHDRAW-<ISO duration>",
                "WITHDRAW-PT4H",
                "Accepts, and that long afterwards withdraws the approval.",
                "Accepte, puis retire son accord au bout de cette durée.",
                "承認した後、指定した時間が経過すると承認を取り消します。"),
        REFUSE_SUPPLEMENT(
                "REFUSE-SUPPLEMENT",
                "REFUSE-SUPPLEMENT",
                "REFUSE-SUPPLEMENT",
                "Accepts, and refuses to change the date.",
                "Accepte, et refuse de changer la date.",
                "承認しますが、日付の変更は拒否します。"),
        REFUSE_CANCEL(
                "REFUSE-CANCEL",
                "REFUSE-CANCEL",
                "REFUSE-CANCEL",
                "Accepts, and refuses a cancel.",
                "Accepte, et refuse l’annulation.",
                "承認しますが、キャンセルは拒否します。"),
        FAIL_ACTIVATION(
                "FAIL-ACTIVATION-(.*)",
                "FAIL-ACTIVATION-<n>[-<m>]",
                "FAIL-ACTIVATION-2",
                "Accepts; the first n tries to activate fail, for all numbers or for the last m of them, then it works.",
                "Accepte ; les n premières tentatives d’activation échouent, pour tous les numéros ou pour les m derniers, puis elle réussit.",
                "承認します。最初の n 回の開通は、すべての番号または最後の m 個の番号で失敗し、その後成功します。");

        private final Pattern pattern;
        private final String form;
        private final String example;
        private final String en;
        private final String fr;
        private final String ja;

        Spell(String regex, String form, String example, String en, String fr, String ja) {
            this.pattern = Pattern.compile(regex);
            this.form = form;
            this.example = example;
            this.en = en;
            this.fr = fr;
            this.ja = ja;
        }

        /** How it is written. */
        public String form() {
            return form;
        }

        /** One that can be used as it is. */
        public String example() {
            return example;
        }

        /** What it does, in English. */
        public String effect() {
            return en;
        }

        /** The same by language tag. */
        public Map<String, String> effects() {
            Map<String, String> effects = new LinkedHashMap<>();
            effects.put("en", en);
            effects.put("fr", fr);
            effects.put("ja", ja);
            return effects;
        }

        private Optional<String> argument(String part) {
            Matcher matcher = pattern.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
        }
    }

    /** Reads an account number; one that begins like a magic one is never taken for an ordinary one. */
    static MagicAccountNumber read(@Nullable String accountNumber) {
        if (accountNumber == null) {
            return new Ordinary();
        }
        return new Reading(accountNumber.strip().toUpperCase(Locale.ROOT)).result();
    }

    /** One reading: collects what the parts ask for, and the first thing that is wrong. */
    final class Reading {

        private static final Pattern FAILURE = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?");
        private static final Duration LONGEST = Duration.ofDays(366);

        private final String text;
        private final Set<Spell> used = EnumSet.noneOf(Spell.class);
        private @Nullable PlannedOutcome outcome;
        private @Nullable Duration delay;
        private @Nullable Duration focAfter;
        private @Nullable Duration moveFocBy;
        private @Nullable Duration withdrawAfter;
        private @Nullable ActivationFailure failure;
        private @Nullable String problem;

        private Reading(String text) {
            this.text = text;
        }

        private MagicAccountNumber result() {
            List<String> parts = List.of(text.split("\\+", -1));
            if (parts.stream().noneMatch(Reading::looksMagic)) {
                return new Ordinary();
            }
            parts.forEach(this::take);
            if (outcome != null && !(outcome instanceof PlannedOutcome.Accept)) {
                Set<Spell> needAcceptance = EnumSet.copyOf(used);
                needAcceptance.removeAll(Set.of(Spell.REJECT, Spell.SILENT, Spell.DELAY, Spell.REFUSE_CANCEL));
                if (!needAcceptance.isEmpty()) {
                    fail(names(needAcceptance) + " needs a port that is accepted");
                }
            }
            if (moveFocBy != null && withdrawAfter != null) {
                fail("a carrier that withdraws its approval moves no date");
            }
            if (problem != null) {
                return new Malformed(problem);
            }
            return new Script(
                    outcome == null ? new PlannedOutcome.Accept() : outcome,
                    delay,
                    focAfter,
                    moveFocBy,
                    withdrawAfter,
                    used.contains(Spell.REFUSE_SUPPLEMENT),
                    used.contains(Spell.REFUSE_CANCEL),
                    failure);
        }

        private static boolean looksMagic(String part) {
            return List.of(Spell.values()).stream()
                    .anyMatch(spell -> spell.argument(part).isPresent());
        }

        private void take(String part) {
            for (Spell spell : Spell.values()) {
                Optional<String> argument = spell.argument(part);
                if (argument.isPresent()) {
                    if (!used.add(spell)) {
                        fail(spell.form() + " is given twice");
                    }
                    apply(spell, argument.get());
                    return;
                }
            }
            fail("\"" + part + "\" is not one of " + names(EnumSet.allOf(Spell.class)));
        }

        private void apply(Spell spell, String argument) {
            switch (spell) {
                case ACCEPT -> decide(new PlannedOutcome.Accept());
                case SILENT -> decide(new PlannedOutcome.Silent());
                case REJECT -> rejection(argument).ifPresent(this::decide);
                case DELAY -> delay = duration(spell, argument, false);
                case FOC -> focAfter = duration(spell, argument, false);
                case MOVE_FOC -> moveFocBy = duration(spell, argument, true);
                case WITHDRAW -> withdrawAfter = duration(spell, argument, false);
                case REFUSE_SUPPLEMENT, REFUSE_CANCEL -> {
                    // being used says all
                }
                case FAIL_ACTIVATION -> failure = failure(argument);
            }
        }

        private void decide(PlannedOutcome decided) {
            if (outcome != null) {
                fail("only one of ACCEPT, REJECT-… and SILENT can be asked for");
            }
            outcome = decided;
        }

        private Optional<PlannedOutcome> rejection(String argument) {
            List<RejectionCode> codes = new ArrayList<>();
            for (String name : argument.split(",", -1)) {
                RejectionCode.of(name.strip())
                        .ifPresentOrElse(codes::add, () -> fail("\"" + name.strip() + "\" is not a rejection code"));
            }
            return codes.isEmpty() ? Optional.empty() : Optional.of(new PlannedOutcome.Reject(codes));
        }

        private @Nullable Duration duration(Spell spell, String argument, boolean mayBeNegative) {
            Duration duration;
            try {
                duration = Duration.parse(argument);
            } catch (DateTimeParseException _) {
                fail("\"" + argument + "\" is no ISO 8601 duration of days, hours, minutes and seconds, such as in "
                        + spell.example());
                return null;
            }
            if (duration.isNegative() && !mayBeNegative) {
                fail(spell.form() + " takes no negative duration");
            } else if (duration.abs().compareTo(LONGEST) > 0) {
                fail(spell.form() + " takes at most " + LONGEST.toDays() + " days");
            } else if (duration.isZero() && spell == Spell.MOVE_FOC) {
                fail("a date moved by nothing stays where it is");
            }
            return duration;
        }

        private @Nullable ActivationFailure failure(String argument) {
            Matcher matcher = FAILURE.matcher(argument);
            if (!matcher.matches()) {
                fail("\"" + argument + "\" is no count of tries, such as in " + Spell.FAIL_ACTIVATION.example());
                return null;
            }
            String numbers = matcher.group(2);
            return new ActivationFailure(
                    Integer.parseInt(matcher.group(1)), numbers == null ? null : Integer.valueOf(numbers));
        }

        private void fail(String what) {
            if (problem == null) {
                problem = what;
            }
        }

        private static String names(Set<Spell> spells) {
            return spells.stream().map(Spell::form).collect(Collectors.joining(", "));
        }
    }
}
