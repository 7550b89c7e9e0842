/** Numbers that leave us: port-outs, and the PIN that guards them. */
@NullMarked
package io.portline.dashboard.portouts;

import org.jspecify.annotations.NullMarked;
