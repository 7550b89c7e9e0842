/**
 * How every service answers HTTP: who calls, what is wrong, which revision, which page. Knows nothing of any domain.
 *
 * <p>The conventions are described in {@code docs/http-api.md}.
 */
@NullMarked
package io.portline.web;

import org.jspecify.annotations.NullMarked;
