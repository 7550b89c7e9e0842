package io.portline.local;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/**
 * What a stack is run with.
 *
 * @param project  the checkout, whose built jars are run
 * @param folder   for data, secrets and logs
 * @param ports    where its parts listen
 * @param speed    business seconds in a real one
 * @param useCache whether services start from AOT caches, which are made when missing: pays for who starts more than once
 * @param only     names of the parts to run, with what they wait for; empty = all
 */
public record LocalStackSettings(
        Path project, Path folder, Ports ports, BigDecimal speed, boolean useCache, List<String> only) {
    /** Business time runs so much faster that a port of four business days is over in well under a minute. */
    public static final BigDecimal DEFAULT_SPEED = BigDecimal.valueOf(20_000);

    public LocalStackSettings {
        only = List.copyOf(only);
    }

    /** The whole stack on free ports. */
    public static LocalStackSettings onFreePorts(Path project, Path folder) {
        return new LocalStackSettings(project, folder, Ports.free(), DEFAULT_SPEED, false, List.of());
    }
}
