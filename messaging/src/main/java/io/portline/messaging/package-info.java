/** How every service publishes, consumes and tells the time: the wiring. */
@NullMarked
package io.portline.messaging;

import org.jspecify.annotations.NullMarked;
