/** The port orders over HTTP: controllers, requests, answers, problems. */
@NullMarked
package io.portline.order.portorder.web;

import org.jspecify.annotations.NullMarked;
