/** Webhooks: what tenants' own systems are told, by Standard Webhooks 1.0. */
@NullMarked
package io.portline.notification.webhook;

import org.jspecify.annotations.NullMarked;
