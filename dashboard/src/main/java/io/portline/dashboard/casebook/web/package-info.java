/** The pages of cases and of the desk. */
@NullMarked
package io.portline.dashboard.casebook.web;

import org.jspecify.annotations.NullMarked;
