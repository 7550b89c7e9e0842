/** How the other services answer. */
@NullMarked
package io.portline.dashboard.upstream;

import org.jspecify.annotations.NullMarked;
