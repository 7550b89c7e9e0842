/** Calls to other services. */
@NullMarked
package io.portline.cases.tnscase.client;

import org.jspecify.annotations.NullMarked;
