/** Phone numbers, CSV files of them, countries, time zones and business days. */
@NullMarked
package io.portline.numbering;

import org.jspecify.annotations.NullMarked;
