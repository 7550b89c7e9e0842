/** What the generated OpenAPI document says about every operation. */
@NullMarked
package io.portline.web.openapi;

import org.jspecify.annotations.NullMarked;
