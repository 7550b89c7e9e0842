/** The dashboard: start and wiring. Its pages read a read model of its own, fed by topics alone, and act through the services' APIs as the user. */
@NullMarked
package io.portline.dashboard;

import org.jspecify.annotations.NullMarked;
