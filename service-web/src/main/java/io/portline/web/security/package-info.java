/** The resource server: which tokens are accepted and which paths are open. */
@NullMarked
package io.portline.web.security;

import org.jspecify.annotations.NullMarked;
