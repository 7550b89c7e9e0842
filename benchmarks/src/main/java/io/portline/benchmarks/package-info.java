/** Measurements, printed as ratios to a floor that is measured in the same run. */
@NullMarked
package io.portline.benchmarks;

import org.jspecify.annotations.NullMarked;
