package io.portline.local;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What a stack is run with.
 *
 * @param project  the checkout, whose built jars are run
 * @param folder   for data, secrets and logs
 * @param ports    where its parts listen
 * @param speed    business seconds in a real one
 * @param useCache whether services start from AOT caches, which are made when missing: pays for who starts more than once
 * @param only     names of the parts to run, with what they wait for; empty = all
 * @param secured  whether Kafka and the registry ask for credentials; fixed when the folder is new
 * @param forLongRuns whether services, Kafka and the mail sink start slower and then need less of the processor, as they do in containers: compiled by both compilers, in twice the heap
 * @param environment of every service besides what it needs
 */
public record LocalStackSettings(
        Path project,
        Path folder,
        Ports ports,
        BigDecimal speed,
        boolean useCache,
        List<String> only,
        boolean secured,
        boolean forLongRuns,
        Map<String, String> environment) {
    /** Business time runs so much faster that a port of four business days is over in well under a minute. */
    public static final BigDecimal DEFAULT_SPEED = BigDecimal.valueOf(20_000);

    public LocalStackSettings {
        only = List.copyOf(only);
        environment = Map.copyOf(environment);
    }

    public LocalStackSettings(
            Path project, Path folder, Ports ports, BigDecimal speed, boolean useCache, List<String> only) {
        this(project, folder, ports, speed, useCache, only, false, false, Map.of());
    }

    /** Kafka and the registry ask for credentials. */
    public LocalStackSettings withCredentials() {
        return new LocalStackSettings(project, folder, ports, speed, useCache, only, true, forLongRuns, environment);
    }

    public LocalStackSettings withEnvironment(Map<String, String> more) {
        return new LocalStackSettings(project, folder, ports, speed, useCache, only, secured, forLongRuns, more);
    }

    public LocalStackSettings withSpeed(BigDecimal businessSecondsInARealOne) {
        return new LocalStackSettings(
                project, folder, ports, businessSecondsInARealOne, useCache, only, secured, forLongRuns, environment);
    }

    public LocalStackSettings madeForLongRuns() {
        return new LocalStackSettings(project, folder, ports, speed, useCache, only, secured, true, environment);
    }

    public LocalStackSettings withCache() {
        return new LocalStackSettings(project, folder, ports, speed, true, only, secured, forLongRuns, environment);
    }

    /**
     * The whole stack on free ports, in a folder that is emptied; what an earlier run left running there is ended.
     *
     * @throws LocalStackException if a stack is running in that folder
     */
    public static LocalStackSettings afresh(Path project, Path folder, Terminal terminal) {
        Home home = Home.open(project, folder);
        LocalStack.requireNoneRunning(home);
        LocalStack.endOrphans(home, terminal, Clock.systemUTC());
        home.empty();
        return onFreePorts(home.project(), home.folder());
    }

    /** The whole stack on free ports. */
    public static LocalStackSettings onFreePorts(Path project, Path folder) {
        return new LocalStackSettings(project, folder, Ports.free(), DEFAULT_SPEED, false, List.of());
    }
}
