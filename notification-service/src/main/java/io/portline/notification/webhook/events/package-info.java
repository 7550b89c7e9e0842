/** Events as webhooks, outcomes as events. */
@NullMarked
package io.portline.notification.webhook.events;

import org.jspecify.annotations.NullMarked;
