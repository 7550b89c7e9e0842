/** What became of mails and webhooks. */
@NullMarked
package io.portline.dashboard.deliveries;

import org.jspecify.annotations.NullMarked;
