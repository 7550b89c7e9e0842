package io.portline.order.portorder;

/** A passcode in clear, on its way from the admin to the {@link PasscodeVault}. It never shows itself. */
public record Passcode(String clear) {
    @Override
    public String toString() {
        return "Passcode[hidden]";
    }
}
