/** Lists in pages, by key and not by offset. */
@NullMarked
package io.portline.web.page;

import org.jspecify.annotations.NullMarked;
