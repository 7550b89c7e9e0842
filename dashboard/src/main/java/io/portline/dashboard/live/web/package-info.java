/** Server-sent events. */
@NullMarked
package io.portline.dashboard.live.web;

import org.jspecify.annotations.NullMarked;
