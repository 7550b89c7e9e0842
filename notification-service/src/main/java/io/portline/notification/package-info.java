/** Tells people what happened to their port orders and cases. */
@NullMarked
package io.portline.notification;

import org.jspecify.annotations.NullMarked;
