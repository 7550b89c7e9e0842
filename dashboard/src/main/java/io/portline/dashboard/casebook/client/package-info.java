/** What the case pages ask of case-service, as the user. */
@NullMarked
package io.portline.dashboard.casebook.client;

import org.jspecify.annotations.NullMarked;
