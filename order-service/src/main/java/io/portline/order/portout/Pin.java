package io.portline.order.portout;

import java.util.Optional;
import java.util.regex.Pattern;

/** A port-out PIN in clear, on its way to {@link PinKeeper}: 6 to 10 digits. It never shows itself. */
public record Pin(String digits) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,10}");

    public Pin {
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("Not a PIN");
        }
    }

    /** Empty for anything but 6 to 10 digits; nothing is trimmed, for a PIN is taken exactly as it is. */
    public static Optional<Pin> parse(String text) {
        return DIGITS.matcher(text).matches() ? Optional.of(new Pin(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Pin[hidden]";
    }
}
