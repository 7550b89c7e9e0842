/** Sign-in, sign-out, the security of the pages. */
@NullMarked
package io.portline.dashboard.session.web;

import org.jspecify.annotations.NullMarked;
