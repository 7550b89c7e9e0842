/** How far the read model is behind the topics. */
@NullMarked
package io.portline.dashboard.freshness;

import org.jspecify.annotations.NullMarked;
