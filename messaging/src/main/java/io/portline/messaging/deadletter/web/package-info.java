/** The operator's door to dead letters, in services that answer HTTP. */
@NullMarked
package io.portline.messaging.deadletter.web;

import org.jspecify.annotations.NullMarked;
