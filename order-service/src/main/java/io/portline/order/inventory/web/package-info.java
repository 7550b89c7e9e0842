/** The inventory over HTTP. */
@NullMarked
package io.portline.order.inventory.web;

import org.jspecify.annotations.NullMarked;
