/** What every page has: language, formats, errors. */
@NullMarked
package io.portline.dashboard.page.web;

import org.jspecify.annotations.NullMarked;
