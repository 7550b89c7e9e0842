/** What goes wrong, told as RFC 9457 problems: one stable type each, titles in three languages, all faults at once. */
@NullMarked
package io.portline.web.problem;

import org.jspecify.annotations.NullMarked;
