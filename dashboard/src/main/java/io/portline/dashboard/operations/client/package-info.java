/** The numbers that operators watch. */
@NullMarked
package io.portline.dashboard.operations.client;

import org.jspecify.annotations.NullMarked;
