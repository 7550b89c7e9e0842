/** Mails as RFC 822 has them. */
@NullMarked
package io.portline.cases.tnscase.mail;

import org.jspecify.annotations.NullMarked;
