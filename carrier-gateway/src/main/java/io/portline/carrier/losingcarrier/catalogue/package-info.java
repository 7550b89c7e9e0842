/** The carriers' data, read from YAML. */
@NullMarked
package io.portline.carrier.losingcarrier.catalogue;

import org.jspecify.annotations.NullMarked;
