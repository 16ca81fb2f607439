#include "PlainC.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { id_size = 16, body_size = 87 };

static const char writer[] = "laptop of a person";

// What the module sets too, so that SQLite does the same work on both sides.
static const char *const pragmas =
    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA recursive_triggers = OFF;"
    "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;"
    "PRAGMA mmap_size = 0; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 1000;";

static const char *const insert_change =
    "INSERT INTO changes (position, record, field, writer, body) VALUES (?, ?, ?, ?, ?)";

static const char *const upsert_record =
    "INSERT INTO records (record, position, body) VALUES (?, ?, ?)"
    " ON CONFLICT (record) DO UPDATE SET position = excluded.position, body = excluded.body";

struct plain_book {
    sqlite3 *connection;
    sqlite3_stmt *begin, *commit, *change, *record;
    int count;
    unsigned char (*ids)[id_size];
    unsigned char body[body_size];
};

static int prepare(plain_book *book, const char *sql, sqlite3_stmt **statement) {
    return sqlite3_prepare_v3(
        book->connection, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
}

static int open_database(plain_book *book, const char *path, const char *schema) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        | SQLITE_OPEN_EXRESCODE;
    return sqlite3_open_v2(path, &book->connection, flags, NULL) != SQLITE_OK
        || sqlite3_db_config(book->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK
        || sqlite3_exec(book->connection, pragmas, NULL, NULL, NULL) != SQLITE_OK
        || sqlite3_exec(book->connection, schema, NULL, NULL, NULL) != SQLITE_OK
        || prepare(book, "BEGIN IMMEDIATE", &book->begin) != SQLITE_OK
        || prepare(book, "COMMIT", &book->commit) != SQLITE_OK
        || prepare(book, insert_change, &book->change) != SQLITE_OK
        || prepare(book, upsert_record, &book->record) != SQLITE_OK;
}

// Ids rise with time, as those of the product do; every fourth change is to an older record.
static void make_id(unsigned char *id, int position) {
    unsigned number = position % 4 == 3 ? (unsigned)position / 2 : (unsigned)position;
    for (int place = 0; place < 4; place++) id[place] = (unsigned char)(number >> (24 - 8 * place));
}

plain_book *plain_book_open(const char *path, const char *schema, int count) {
    plain_book *book = calloc(1, sizeof *book);
    if (!book) return NULL;
    book->count = count;
    book->ids = calloc((size_t)count, id_size);
    memset(book->body, 7, body_size);
    if (!book->ids || open_database(book, path, schema)) {
        plain_book_close(book);
        return NULL;
    }
    for (int position = 0; position < count; position++) make_id(book->ids[position], position);
    return book;
}

void plain_book_close(plain_book *book) {
    sqlite3_finalize(book->begin);
    sqlite3_finalize(book->commit);
    sqlite3_finalize(book->change);
    sqlite3_finalize(book->record);
    sqlite3_close(book->connection);
    free(book->ids);
    free(book);
}

static int run(sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code != SQLITE_DONE;
}

static int write_change(plain_book *book, int position) {
    const unsigned char *id = book->ids[position];
    sqlite3_bind_int64(book->change, 1, position);
    sqlite3_bind_blob(book->change, 2, id, id_size, SQLITE_STATIC);
    sqlite3_bind_int64(book->change, 3, position % 16);
    sqlite3_bind_text(book->change, 4, writer, sizeof writer - 1, SQLITE_STATIC);
    sqlite3_bind_blob(book->change, 5, book->body, body_size, SQLITE_STATIC);
    if (run(book->change)) return 1;
    sqlite3_bind_blob(book->record, 1, id, id_size, SQLITE_STATIC);
    sqlite3_bind_int64(book->record, 2, position);
    sqlite3_bind_blob(book->record, 3, book->body, body_size, SQLITE_STATIC);
    return run(book->record);
}

int plain_book_write(plain_book *book, int batch_size) {
    for (int position = 0; position < book->count;) {
        if (run(book->begin)) return 1;
        for (int i = 0; i < batch_size && position < book->count; i++, position++) {
            if (write_change(book, position)) return 1;
        }
        if (run(book->commit)) return 1;
    }
    return 0;
}
