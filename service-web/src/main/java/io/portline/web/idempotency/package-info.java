/** Creating requests that may be sent twice and take effect once. */
@NullMarked
package io.portline.web.idempotency;

import org.jspecify.annotations.NullMarked;
