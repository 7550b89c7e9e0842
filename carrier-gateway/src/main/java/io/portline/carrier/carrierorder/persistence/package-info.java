/** Orders, requests and switches in PostgreSQL. */
@NullMarked
package io.portline.carrier.carrierorder.persistence;

import org.jspecify.annotations.NullMarked;
