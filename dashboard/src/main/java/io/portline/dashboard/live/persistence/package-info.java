/** Which rows of the read model changed. */
@NullMarked
package io.portline.dashboard.live.persistence;

import org.jspecify.annotations.NullMarked;
