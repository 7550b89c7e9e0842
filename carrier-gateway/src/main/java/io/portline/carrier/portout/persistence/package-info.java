/** What winning carriers asked, in PostgreSQL. */
@NullMarked
package io.portline.carrier.portout.persistence;

import org.jspecify.annotations.NullMarked;
