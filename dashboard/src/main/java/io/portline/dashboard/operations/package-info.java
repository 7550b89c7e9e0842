/** The numbers that operators watch. */
@NullMarked
package io.portline.dashboard.operations;

import org.jspecify.annotations.NullMarked;
