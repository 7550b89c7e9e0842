/** What the order pages ask of order-service and carrier-gateway, as the user. */
@NullMarked
package io.portline.dashboard.orderhistory.client;

import org.jspecify.annotations.NullMarked;
