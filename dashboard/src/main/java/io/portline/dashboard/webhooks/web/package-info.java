/** The pages of webhook endpoints. */
@NullMarked
package io.portline.dashboard.webhooks.web;

import org.jspecify.annotations.NullMarked;
