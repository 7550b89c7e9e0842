package io.portline.local;

import io.portline.infrastructure.ServerCommand;
import io.portline.infrastructure.Signal;

import java.util.List;

/**
 * One process of the stack.
 *
 * @param name       what it is called on the command line
 * @param ports      loopback ports that must be free; the first one is its address
 * @param address    what the reader is shown
 * @param waitsFor   names of the parts that must be ready before it is started for the first time
 * @param launch     prepares whatever is needed and says how to start it; asked anew at every start
 * @param probe      whether it is ready
 * @param afterReady done once after each start, before others see it as ready
 * @param stop       what ends it in good order
 */
record Part(
        String name,
        List<Integer> ports,
        String address,
        List<String> waitsFor,
        Launch launch,
        Probe probe,
        Runnable afterReady,
        Signal stop) {

    @FunctionalInterface
    interface Launch {
        ServerCommand command();
    }

    Part {
        ports = List.copyOf(ports);
        waitsFor = List.copyOf(waitsFor);
    }
}
