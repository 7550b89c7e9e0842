/** Revisions as entity tags, and changes that name the revision they presume. */
@NullMarked
package io.portline.web.etag;

import org.jspecify.annotations.NullMarked;
