// What Swift cannot import of GnuTLS: a function behind a variable that might change.
#pragma once
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <gnutls/abstract.h>

static inline void cgnutls_free(void *memory) { gnutls_free(memory); }
