// OpenSSL's hashing. The one-shot function looks its algorithm up at every call, which takes longer
// than hashing something short; the plain functions below it do not. No logic.
#ifndef COUNTERFOIL_COPENSSL_SHIM_H
#define COUNTERFOIL_COPENSSL_SHIM_H

#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

static inline void copenssl_sha256(
    const unsigned char *bytes, size_t count, unsigned char *digest) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes, count);
    SHA256_Final(digest, &context);
}

// EVP_CIPHER_CTX_ctrl is called through typed names: its last argument is an untyped pointer.
static inline int counterfoil_gcm_get_tag(EVP_CIPHER_CTX *context, int count, void *tag) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, count, tag);
}

static inline int counterfoil_gcm_set_tag(EVP_CIPHER_CTX *context, int count, void *tag) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, count, tag);
}

#endif
