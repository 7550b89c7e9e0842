/** Keys of the services' own, by which they keep secrets of others. */
@NullMarked
package io.portline.web.secrets;

import org.jspecify.annotations.NullMarked;
