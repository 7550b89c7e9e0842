package io.portline.order.portorder.web;

import io.portline.order.portorder.PortOrderForm;
import io.portline.order.portorder.ServiceAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The address of service at the losing carrier. */
@Schema(name = "ServiceAddress")
record ServiceAddressDto(
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postalCode) {

    static ServiceAddressDto of(ServiceAddress address) {
        return new ServiceAddressDto(
                address.line1(), address.line2(), address.city(), address.region(), address.postalCode());
    }

    PortOrderForm.Address form() {
        return new PortOrderForm.Address(line1, line2, city, region, postalCode);
    }
}
