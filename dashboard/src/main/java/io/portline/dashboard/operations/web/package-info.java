/** The operations page. */
@NullMarked
package io.portline.dashboard.operations.web;

import org.jspecify.annotations.NullMarked;
