/** Keeps open pages current: who has to be told of which change. */
@NullMarked
package io.portline.dashboard.live;

import org.jspecify.annotations.NullMarked;
