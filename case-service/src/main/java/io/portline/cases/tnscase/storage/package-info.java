/** Documents outside the database. */
@NullMarked
package io.portline.cases.tnscase.storage;

import org.jspecify.annotations.NullMarked;
