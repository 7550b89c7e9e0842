/** One trace id from the first request to the last log line. */
@NullMarked
package io.portline.web.trace;

import org.jspecify.annotations.NullMarked;
