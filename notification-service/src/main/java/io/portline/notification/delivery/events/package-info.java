/** Events in, outcomes out. */
@NullMarked
package io.portline.notification.delivery.events;

import org.jspecify.annotations.NullMarked;
