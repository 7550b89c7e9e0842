/** Figures out of the read model. */
@NullMarked
package io.portline.dashboard.operations.persistence;

import org.jspecify.annotations.NullMarked;
