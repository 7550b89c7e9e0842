/** A form as it was typed, and what is wrong with it. */
@NullMarked
package io.portline.dashboard.form;

import org.jspecify.annotations.NullMarked;
