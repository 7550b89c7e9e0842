/** The whole of Portline on one machine: the supervisor behind {@code ./portline} and the demo. For local use only. */
@NullMarked
package io.portline.local;

import org.jspecify.annotations.NullMarked;
