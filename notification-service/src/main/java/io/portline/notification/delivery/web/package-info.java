/** Deliveries and mail previews over HTTP. */
@NullMarked
package io.portline.notification.delivery.web;

import org.jspecify.annotations.NullMarked;
