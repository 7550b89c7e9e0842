/** Identifiers of events. */
@NullMarked
package io.portline.messaging.id;

import org.jspecify.annotations.NullMarked;
