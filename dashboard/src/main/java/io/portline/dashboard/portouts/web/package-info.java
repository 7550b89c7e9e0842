/** The pages of port-outs and of the PIN. */
@NullMarked
package io.portline.dashboard.portouts.web;

import org.jspecify.annotations.NullMarked;
