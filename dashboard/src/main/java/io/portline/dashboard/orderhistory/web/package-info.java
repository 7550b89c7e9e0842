/** The order history's pages. */
@NullMarked
package io.portline.dashboard.orderhistory.web;

import org.jspecify.annotations.NullMarked;
