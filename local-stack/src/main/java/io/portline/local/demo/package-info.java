/** The demo: real orders through the public API, their events as they arrive from Kafka, and the mails that went out. */
@NullMarked
package io.portline.local.demo;

import org.jspecify.annotations.NullMarked;
