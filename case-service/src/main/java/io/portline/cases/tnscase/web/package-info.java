/** Cases over HTTP. */
@NullMarked
package io.portline.cases.tnscase.web;

import org.jspecify.annotations.NullMarked;
