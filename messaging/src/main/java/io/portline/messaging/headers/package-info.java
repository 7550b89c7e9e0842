/** CloudEvents and trace headers of every Kafka record. */
@NullMarked
package io.portline.messaging.headers;

import org.jspecify.annotations.NullMarked;
