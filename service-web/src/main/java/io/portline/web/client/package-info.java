/** Calls to the other services, with the caller's token or our own. */
@NullMarked
package io.portline.web.client;

import org.jspecify.annotations.NullMarked;
