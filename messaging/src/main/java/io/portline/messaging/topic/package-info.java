/** Topics, declared by the service that writes them. */
@NullMarked
package io.portline.messaging.topic;

import org.jspecify.annotations.NullMarked;
