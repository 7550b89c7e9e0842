/** What is told to whom, once each, and what became of it. */
@NullMarked
package io.portline.notification.delivery;

import org.jspecify.annotations.NullMarked;
