// OpenSSL's hashing. The one-shot function looks its algorithm up at every call, which takes longer
// than hashing something short; the plain functions below it do not. No logic.
#ifndef COUNTERFOIL_COPENSSL_SHIM_H
#define COUNTERFOIL_COPENSSL_SHIM_H

#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/evp.h>
#include <openssl/sha.h>

static inline void copenssl_sha256(
    const unsigned char *bytes, size_t count, unsigned char *digest) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes, count);
    SHA256_Final(digest, &context);
}

#endif
