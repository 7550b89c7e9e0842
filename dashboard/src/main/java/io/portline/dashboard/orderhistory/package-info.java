/** The order history: what became of each port order, as far as the topics tell. */
@NullMarked
package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.NullMarked;
