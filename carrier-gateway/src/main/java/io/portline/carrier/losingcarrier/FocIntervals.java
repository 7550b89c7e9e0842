package io.portline.carrier.losingcarrier;

/**
 * How many business days a carrier takes from a request to the earliest FOC date.
 *
 * <p>In the United States 47 CFR 52.35 sets them: one for a simple port, four for any other.
 *
 * @param simple for one number that is alone on its account
 * @param complex for everything else
 */
public record FocIntervals(int simple, int complex) {
    public FocIntervals {
        if (simple < 0 || complex < simple) {
            throw new IllegalArgumentException(
                    "FOC intervals must not be negative, nor a complex port faster than a simple one: " + simple + ", "
                            + complex);
        }
    }

    public int businessDays(boolean simplePort) {
        return simplePort ? simple : complex;
    }
}
