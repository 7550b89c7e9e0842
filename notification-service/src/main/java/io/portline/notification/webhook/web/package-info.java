/** Endpoints over HTTP. */
@NullMarked
package io.portline.notification.webhook.web;

import org.jspecify.annotations.NullMarked;
