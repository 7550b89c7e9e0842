/** Sending: to checked addresses only, within time and size. */
@NullMarked
package io.portline.notification.webhook.http;

import org.jspecify.annotations.NullMarked;
