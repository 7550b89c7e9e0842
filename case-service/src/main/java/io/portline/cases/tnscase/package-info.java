/**
 * TNS cases: what a case is, what may be done with it when and by whom, and what a new one must say. Plain Java: how cases
 * are kept, published and answered over HTTP is in the packages below.
 */
@NullMarked
package io.portline.cases.tnscase;

import org.jspecify.annotations.NullMarked;
