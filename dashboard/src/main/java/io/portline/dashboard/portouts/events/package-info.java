/** What the topic tells of port-outs. */
@NullMarked
package io.portline.dashboard.portouts.events;

import org.jspecify.annotations.NullMarked;
