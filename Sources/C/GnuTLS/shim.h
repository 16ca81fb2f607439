// What Swift cannot import of GnuTLS: a function behind a variable that might change, and a
// function's address as others want it.
#pragma once
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <gnutls/abstract.h>

static inline void cgnutls_free(void *memory) { gnutls_free(memory); }

static inline void *cgnutls_address(gnutls_certificate_retrieve_function2 *function) {
    return (void *)function;
}
