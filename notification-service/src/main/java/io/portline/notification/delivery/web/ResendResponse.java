package io.portline.notification.delivery.web;

import java.util.UUID;

/**
 * A delivery that repeats another one.
 *
 * @param id of the new delivery
 * @param resendOf the delivery that it repeats
 */
record ResendResponse(UUID id, UUID resendOf) {}
