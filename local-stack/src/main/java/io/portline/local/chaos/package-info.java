/** Breaks a running stack on purpose, under load, and then looks from outside whether anything was lost. */
@org.jspecify.annotations.NullMarked
package io.portline.local.chaos;
