/** Limits: the size of a body, the rate of a tenant. */
@NullMarked
package io.portline.web.limit;

import org.jspecify.annotations.NullMarked;
