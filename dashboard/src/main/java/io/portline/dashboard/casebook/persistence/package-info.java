/** The read model of cases in PostgreSQL. */
@NullMarked
package io.portline.dashboard.casebook.persistence;

import org.jspecify.annotations.NullMarked;
