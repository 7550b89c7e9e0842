/** Secrets of endpoints: kept encrypted, and what they sign. */
@NullMarked
package io.portline.notification.webhook.secrets;

import org.jspecify.annotations.NullMarked;
