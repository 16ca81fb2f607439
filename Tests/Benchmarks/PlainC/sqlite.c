#include "PlainC.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { id_size = 16, body_size = 87 };

static const char *const schema =
    "CREATE TABLE changes (position INTEGER PRIMARY KEY, record BLOB NOT NULL,"
    " field INTEGER NOT NULL, writer TEXT NOT NULL, body BLOB NOT NULL) STRICT;"
    "CREATE TABLE records (record BLOB PRIMARY KEY, position INTEGER NOT NULL,"
    " body BLOB NOT NULL) STRICT, WITHOUT ROWID;";

static const char *const insert_change =
    "INSERT INTO changes (position, record, field, writer, body) VALUES (?, ?, ?, ?, ?)";

static const char *const upsert_record =
    "INSERT INTO records (record, position, body) VALUES (?, ?, ?)"
    " ON CONFLICT (record) DO UPDATE SET position = excluded.position, body = excluded.body";

typedef struct {
    sqlite3 *connection;
    sqlite3_stmt *begin, *commit, *change, *record;
} book;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int prepare(book *book, const char *sql, sqlite3_stmt **statement) {
    return sqlite3_prepare_v3(
        book->connection, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
}

static int open_book(book *book, const char *path) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    return sqlite3_open_v2(path, &book->connection, flags, NULL) != SQLITE_OK
        || sqlite3_exec(book->connection,
               "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
               "PRAGMA cache_size = -16384", NULL, NULL, NULL) != SQLITE_OK
        || sqlite3_exec(book->connection, schema, NULL, NULL, NULL) != SQLITE_OK
        || prepare(book, "BEGIN IMMEDIATE", &book->begin) != SQLITE_OK
        || prepare(book, "COMMIT", &book->commit) != SQLITE_OK
        || prepare(book, insert_change, &book->change) != SQLITE_OK
        || prepare(book, upsert_record, &book->record) != SQLITE_OK;
}

static void close_book(book *book) {
    sqlite3_finalize(book->begin);
    sqlite3_finalize(book->commit);
    sqlite3_finalize(book->change);
    sqlite3_finalize(book->record);
    sqlite3_close(book->connection);
}

static int run(sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code != SQLITE_DONE;
}

// Ids rise with time, as those of the product do; every fourth change is to an older record.
static void make_id(unsigned char *id, int position) {
    unsigned number = position % 4 == 3 ? (unsigned)position / 2 : (unsigned)position;
    memset(id, 0, id_size);
    for (int place = 0; place < 4; place++) id[place] = (unsigned char)(number >> (24 - 8 * place));
}

static int write_change(book *book, int position, const unsigned char *body) {
    unsigned char id[id_size];
    make_id(id, position);
    sqlite3_bind_int64(book->change, 1, position);
    sqlite3_bind_blob(book->change, 2, id, id_size, SQLITE_STATIC);
    sqlite3_bind_int64(book->change, 3, position % 16);
    sqlite3_bind_text(book->change, 4, "laptop of a person", -1, SQLITE_STATIC);
    sqlite3_bind_blob(book->change, 5, body, body_size, SQLITE_STATIC);
    if (run(book->change)) return 1;
    sqlite3_bind_blob(book->record, 1, id, id_size, SQLITE_STATIC);
    sqlite3_bind_int64(book->record, 2, position);
    sqlite3_bind_blob(book->record, 3, body, body_size, SQLITE_STATIC);
    return run(book->record);
}

double counterfoil_c_sqlite_batched(const char *path, int count, int per_transaction) {
    book book = {0};
    unsigned char body[body_size];
    memset(body, 7, body_size);
    int failed = open_book(&book, path);
    double start = now();
    for (int position = 0; position < count && !failed;) {
        failed = run(book.begin);
        for (int i = 0; i < per_transaction && position < count && !failed; i++, position++) {
            failed = write_change(&book, position, body);
        }
        failed = failed || run(book.commit);
    }
    double seconds = now() - start;
    close_book(&book);
    return failed ? -1 : seconds;
}

double counterfoil_c_sqlite_single(const char *path, int count) {
    return counterfoil_c_sqlite_batched(path, count, 1);
}
