/**
 * Real Kafka, PostgreSQL, Apicurio Registry and an SMTP sink without containers: for tests and for the local stack.
 * Nothing here is for production. Every server listens on the loopback address only.
 */
@NullMarked
package io.portline.infrastructure;

import org.jspecify.annotations.NullMarked;
