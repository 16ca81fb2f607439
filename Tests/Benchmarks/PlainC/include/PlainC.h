// The same work in plain C: what the modules are measured against.
#ifndef COUNTERFOIL_PLAIN_C_H
#define COUNTERFOIL_PLAIN_C_H

// Writes `count` changes into a new database at `path`, one transaction each; answers the seconds,
// or a negative number when SQLite refused.
double counterfoil_c_sqlite_single(const char *path, int count);

// The same with `per_transaction` changes in each transaction.
double counterfoil_c_sqlite_batched(const char *path, int count, int per_transaction);

#endif
