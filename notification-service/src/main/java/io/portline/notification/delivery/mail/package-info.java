/** Mails: from templates to SMTP. */
@NullMarked
package io.portline.notification.delivery.mail;

import org.jspecify.annotations.NullMarked;
