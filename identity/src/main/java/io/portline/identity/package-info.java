/** A small OpenID Connect issuer with demo users, for local use. Production points the services at the company's own issuer. */
@NullMarked
package io.portline.identity;

import org.jspecify.annotations.NullMarked;
