/** The TNS service desk: cases between tenants and the desk. */
@NullMarked
package io.portline.cases;

import org.jspecify.annotations.NullMarked;
