/** Port-outs in the read model. */
@NullMarked
package io.portline.dashboard.portouts.persistence;

import org.jspecify.annotations.NullMarked;
