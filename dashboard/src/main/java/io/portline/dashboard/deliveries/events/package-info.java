/** From the deliveries' topic into the read model. */
@NullMarked
package io.portline.dashboard.deliveries.events;

import org.jspecify.annotations.NullMarked;
