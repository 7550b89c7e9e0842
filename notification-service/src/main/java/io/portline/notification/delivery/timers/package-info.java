/** Sending and trying again. */
@NullMarked
package io.portline.notification.delivery.timers;

import org.jspecify.annotations.NullMarked;
