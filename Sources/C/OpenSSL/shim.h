#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

// EVP_CIPHER_CTX_ctrl is called through typed names: its last argument is an untyped pointer.
static inline int counterfoil_gcm_get_tag(EVP_CIPHER_CTX *context, int count, void *tag) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, count, tag);
}

static inline int counterfoil_gcm_set_tag(EVP_CIPHER_CTX *context, int count, void *tag) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, count, tag);
}
