/** Events that could not be handled, and what an operator does about them. */
@NullMarked
package io.portline.messaging.deadletter;

import org.jspecify.annotations.NullMarked;
