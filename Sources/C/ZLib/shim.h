// What Swift cannot import from zlib.h: macros that look like functions, and pointers that a stream
// keeps only while one call lasts. No logic.
#ifndef COUNTERFOIL_CZLIB_SHIM_H
#define COUNTERFOIL_CZLIB_SHIM_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

// A stream at a place that does not move, since the library remembers it; NULL without memory.
// Negative window bits mean bare deflate (RFC 1951), without a header and a checksum.
static inline z_stream *czlib_deflate_open(int level) {
    z_stream *stream = calloc(1, sizeof(z_stream));
    if (!stream) return NULL;
    if (deflateInit2(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) == Z_OK) return stream;
    free(stream);
    return NULL;
}

static inline void czlib_deflate_close(z_stream *stream) {
    deflateEnd(stream);
    free(stream);
}

static inline z_stream *czlib_inflate_open(void) {
    z_stream *stream = calloc(1, sizeof(z_stream));
    if (!stream) return NULL;
    if (inflateInit2(stream, -15) == Z_OK) return stream;
    free(stream);
    return NULL;
}

static inline void czlib_inflate_close(z_stream *stream) {
    inflateEnd(stream);
    free(stream);
}

static inline void czlib_give(
    z_stream *stream, const uint8_t *input, size_t start, size_t end, uint8_t *output,
    size_t place, size_t capacity) {
    stream->next_in = (z_const Bytef *)input + start;
    stream->avail_in = (uInt)(end - start);
    stream->next_out = output + place;
    stream->avail_out = (uInt)(capacity - place);
}

// Compresses input[start..<end] to output[place..<capacity].
static inline int czlib_deflate(
    z_stream *stream, const uint8_t *input, size_t start, size_t end, uint8_t *output,
    size_t place, size_t capacity, int flush) {
    czlib_give(stream, input, start, end, output, place, capacity);
    return deflate(stream, flush);
}

// Has input[start..<end] back in output[0..<capacity].
static inline int czlib_inflate(
    z_stream *stream, const uint8_t *input, size_t start, size_t end, uint8_t *output,
    size_t capacity) {
    czlib_give(stream, input, start, end, output, 0, capacity);
    return inflate(stream, Z_NO_FLUSH);
}

#endif
