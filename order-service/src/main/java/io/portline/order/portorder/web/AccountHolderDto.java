package io.portline.order.portorder.web;

import io.portline.order.portorder.AccountHolder;
import io.portline.order.portorder.PortOrderForm;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who holds the account at the losing carrier. */
@Schema(name = "AccountHolder")
record AccountHolderDto(
        @Nullable String organisation,

        @Schema(description = "At most 25 characters; where the full name is longer") @Nullable
        String organisationShort,

        @Nullable String authorisedPerson,

        @Schema(description = "At most 15 characters; where the full name is longer") @Nullable
        String authorisedPersonShort,

        @Schema(description = "The holder's name in kana; Japan") @Nullable
        String kana) {

    static AccountHolderDto of(AccountHolder holder) {
        return new AccountHolderDto(
                holder.organisation(),
                holder.organisationShort(),
                holder.authorisedPerson(),
                holder.authorisedPersonShort(),
                holder.kana());
    }

    PortOrderForm.Holder form() {
        return new PortOrderForm.Holder(organisation, organisationShort, authorisedPerson, authorisedPersonShort, kana);
    }
}
