/** From the port orders' topic into the read model. */
@NullMarked
package io.portline.dashboard.orderhistory.events;

import org.jspecify.annotations.NullMarked;
