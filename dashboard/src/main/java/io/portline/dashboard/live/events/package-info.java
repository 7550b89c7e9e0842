/** Tells open pages of what an event changed. */
@NullMarked
package io.portline.dashboard.live.events;

import org.jspecify.annotations.NullMarked;
