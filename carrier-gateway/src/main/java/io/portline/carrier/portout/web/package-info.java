/** The operator's hand on the winning carriers. */
@NullMarked
package io.portline.carrier.portout.web;

import org.jspecify.annotations.NullMarked;
