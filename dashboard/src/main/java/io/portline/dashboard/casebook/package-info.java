/** The case book: what became of each TNS case, as far as its customer may see. */
@NullMarked
package io.portline.dashboard.casebook;

import org.jspecify.annotations.NullMarked;
