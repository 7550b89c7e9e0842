/** From the cases' topic into the read model. */
@NullMarked
package io.portline.dashboard.casebook.events;

import org.jspecify.annotations.NullMarked;
