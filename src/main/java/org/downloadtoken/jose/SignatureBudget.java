package org.downloadtoken.jose;

/**
 * The signatures with asymmetric keys that may fail for one client. To verify such a signature costs more than all other checks of a
 * request.
 */
public interface SignatureBudget {
    /** No limit. */
    SignatureBudget UNLIMITED = new SignatureBudget() {
        @Override
        public void take() {}

        @Override
        public void giveBack() {}
    };

    /** Runs before a signature is verified. Throws an exception to prevent it. */
    void take();

    /** Runs after a signature was valid. */
    void giveBack();
}
