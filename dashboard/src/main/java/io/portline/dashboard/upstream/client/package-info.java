/** Calls to the other services with the user's own token. */
@NullMarked
package io.portline.dashboard.upstream.client;

import org.jspecify.annotations.NullMarked;
