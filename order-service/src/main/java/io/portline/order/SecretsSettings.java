package io.portline.order;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The keys for passcodes. There are no defaults: a service without keys of its own must not start.
 *
 * @param wrappingKeys {@code name:base64[,name2:base64]}, 32 bytes each, the first is the current one
 * @param gatewayPublicKey base64 of the X.509 encoding of the gateway's X25519 public key
 * @param gatewayKeyId names the gateway's key pair
 */
@ConfigurationProperties("portline.secrets")
public record SecretsSettings(String wrappingKeys, String gatewayPublicKey, String gatewayKeyId) {

    public SecretsSettings {
        require(wrappingKeys, "wrapping-keys");
        require(gatewayPublicKey, "gateway-public-key");
        require(gatewayKeyId, "gateway-key-id");
    }

    @SuppressWarnings("NullAway") // bound from outside, where nothing keeps it from being absent
    private static void require(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("portline.secrets." + name + " is not set");
        }
    }

    /** Names the gateway's key only. */
    @Override
    public String toString() {
        return "SecretsSettings[" + gatewayKeyId + "]";
    }
}
