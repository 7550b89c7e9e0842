/** Reading JSON strictly, and telling every fault of a body at once. */
@NullMarked
package io.portline.web.json;

import org.jspecify.annotations.NullMarked;
