/** Who calls, and whose data the caller may see. */
@NullMarked
package io.portline.web.tenant;

import org.jspecify.annotations.NullMarked;
