@NullMarked
package io.portline.cases.tnscase.s3;

import org.jspecify.annotations.NullMarked;
