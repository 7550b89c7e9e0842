/** Cases as Avro records. */
@NullMarked
package io.portline.cases.tnscase.events;

import org.jspecify.annotations.NullMarked;
