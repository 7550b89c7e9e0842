/** Waking cases when time alone brings them something. */
@NullMarked
package io.portline.cases.tnscase.timers;

import org.jspecify.annotations.NullMarked;
