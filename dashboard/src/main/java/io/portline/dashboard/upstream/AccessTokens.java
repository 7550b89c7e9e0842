package io.portline.dashboard.upstream;

/** Where the user's own token comes from. */
@FunctionalInterface
public interface AccessTokens {

    /**
     * The token of the user whose request this thread serves, refreshed if it has run out.
     *
     * @throws SignInAgainException if only a new sign-in gives one
     * @throws TokensUnavailableException if the issuer cannot be reached
     */
    String ofUser();

    /** The session has no token any more that could be used or refreshed. */
    final class SignInAgainException extends RuntimeException {
        public SignInAgainException(Throwable cause) {
            super("The user has to sign in again", cause);
        }
    }

    /** The issuer did not answer. */
    final class TokensUnavailableException extends RuntimeException {
        public TokensUnavailableException(Throwable cause) {
            super("The issuer gives no token now", cause);
        }
    }
}
