/** Records to bytes and back, by a serialiser that a setting chooses. */
@NullMarked
package io.portline.messaging.codec;

import org.jspecify.annotations.NullMarked;
