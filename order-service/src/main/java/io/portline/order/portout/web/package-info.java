/** Port-outs, their PIN and their contacts over HTTP. */
@NullMarked
package io.portline.order.portout.web;

import org.jspecify.annotations.NullMarked;
