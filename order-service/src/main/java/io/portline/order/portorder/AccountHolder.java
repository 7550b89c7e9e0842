package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

/**
 * Who holds the account at the losing carrier.
 *
 * @param organisationShort at most 25 characters, where the full name is longer
 * @param authorisedPersonShort at most 15 characters, where the full name is longer
 * @param kana the holder's name in kana; Japan
 */
public record AccountHolder(
        String organisation,
        @Nullable String organisationShort,
        String authorisedPerson,
        @Nullable String authorisedPersonShort,
        @Nullable String kana) {}
