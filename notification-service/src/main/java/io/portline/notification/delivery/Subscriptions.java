package io.portline.notification.delivery;

import io.portline.numbering.Language;

import java.util.Optional;

/** The contacts' wishes to be told. */
public interface Subscriptions {

    /** What a token stands for. */
    record Found(Subject subject, Language language, boolean ended) {}

    /** Empty for a token that nobody was given, or whose contacts were erased. */
    Optional<Found> find(String token);

    /** Ends the mails about that one order, port-out or case to that one address; again is no error. */
    Optional<Found> end(String token);

    /** Takes them up again. */
    Optional<Found> takeUpAgain(String token);
}
