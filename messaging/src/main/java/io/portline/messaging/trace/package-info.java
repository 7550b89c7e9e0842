/** Which work caused which, across processes: in the log always, for a tracing back end where one is set up. */
@NullMarked
package io.portline.messaging.trace;

import org.jspecify.annotations.NullMarked;
