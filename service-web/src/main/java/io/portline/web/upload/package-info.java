/** Files that callers send: told by content, limited in size. */
@NullMarked
package io.portline.web.upload;

import org.jspecify.annotations.NullMarked;
