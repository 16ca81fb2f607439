// The same work in plain C: what the modules are measured against.
#ifndef COUNTERFOIL_PLAIN_C_H
#define COUNTERFOIL_PLAIN_C_H

// A new book, and the ids of the records that will be changed in it.
typedef struct plain_book plain_book;

// Opens a new database at `path` with a schema and makes `count` ids; NULL when SQLite refused.
plain_book *plain_book_open(const char *path, const char *schema, int count);

// Writes all changes, `batch_size` in each transaction; 0 when SQLite took them.
int plain_book_write(plain_book *book, int batch_size);

// Closes the database and lets go of everything.
void plain_book_close(plain_book *book);

#endif
