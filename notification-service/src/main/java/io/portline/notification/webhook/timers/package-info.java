/** When webhooks are due, and when old ones are forgotten. */
@NullMarked
package io.portline.notification.webhook.timers;

import org.jspecify.annotations.NullMarked;
