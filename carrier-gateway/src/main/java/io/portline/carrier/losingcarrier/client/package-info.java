/** Losing carriers that are asked over HTTP, by the protocol of {@code docs/carrier-protocol.md}. */
@NullMarked
package io.portline.carrier.losingcarrier.client;

import org.jspecify.annotations.NullMarked;
