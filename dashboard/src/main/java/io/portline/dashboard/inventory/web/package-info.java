/** The pages of a tenant's numbers. */
@NullMarked
package io.portline.dashboard.inventory.web;

import org.jspecify.annotations.NullMarked;
