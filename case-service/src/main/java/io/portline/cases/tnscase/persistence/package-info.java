/** How cases are kept: state, timeline and events of a change in one statement. */
@NullMarked
package io.portline.cases.tnscase.persistence;

import org.jspecify.annotations.NullMarked;
