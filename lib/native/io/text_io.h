/* TextIOWrapper: text over a binary file.
 *
 *     text_wrapper.c   the type: making, attributes, closing
 *     text_codec.c     bytes to text and back, with their state
 *     text_write.c     `pending`: encoded bytes on their way to the binary file
 *     text_read.c      `decoded`: text of the last chunk that the reader has not had yet
 *     text_position.c  tell() and seek(): a place in the text as a number
 *
 * The codecs that keep no state between calls are called directly ("native"); others through their
 * incremental decoder and encoder. */
#ifndef LIB_NATIVE_IO_TEXT_IO_H
#define LIB_NATIVE_IO_TEXT_IO_H

#include "lib/native/io/io.h"
#include "vm/codecs.h"

/* A codec of vm/codecs.h that needs no more state than the bytes of one cut character. */
typedef struct NativeCodec {
    Decoder decode; /* null: there is none */
    Encoder encode;
    const char *name; /* for messages */
    int byte_order;
    uint32_t limit;
    bool ascii_compatible; /* ASCII text is its own encoding */
} NativeCodec;

enum { WAITING_MAX = 8 }; /* bytes: more than any cut character has */

typedef struct TextIO {
    IOObject base;
    Value binary; /* owned; null: detached or not initialised */
    size_t calls; /* under way: meanwhile `binary` stays, whatever Python code they run */
    Str *encoding, *errors;
    NewlineMode mode;
    bool ready, detached, line_buffering, write_through, seekable, has_read1;
    bool readable, writable; /* asked when the codec was set */
    bool telling;            /* tell() is possible: not while being iterated over */
    size_t chunk_size;

    /* text_codec.c */
    NativeCodec native;
    Value decoder, encoder; /* owned; null for native codecs */
    uint8_t waiting[WAITING_MAX];
    uint8_t waiting_size;
    bool pending_cr; /* a \r at the end of the chunk waits for its \n */
    unsigned seen;   /* line ends */

    /* text_read.c */
    Str *decoded; /* owned, may be null */
    size_t used;  /* characters of it that the reader had */
    /* What `decoded` was made from, for tell(): the decoder's state before, the bytes since. */
    uint32_t snapshot_flags;
    Bytes *snapshot; /* owned; null: the decoder is where the binary file is */
    double bytes_per_character;

    /* text_write.c */
    uint8_t *pending; /* mem_ buffer of chunk_size */
    size_t pending_size;
} TextIO;

static inline TextIO *text_of(Value self) {
    return (TextIO *)(void *)object_of(self);
}

/* Any line end is one: those there were are collected. */
static inline bool text_is_universal(const TextIO *text) {
    return text->mode.translate_read || text->mode.ends == LINES_UNIVERSAL;
}

MUST_CHECK bool text_check_ready(TextIO *text);
MUST_CHECK bool text_check_open(TextIO *text);

/* ---- codec */

MUST_CHECK bool text_set_codec(TextIO *text, Str *encoding, Str *errors);
/* `input` is bytes-like; keeps back an incomplete character and, for universal newlines, a last \r
 * unless `final`. */
MUST_CHECK Str *text_decode(TextIO *text, Value input, bool final);
MUST_CHECK Value text_encode(TextIO *text, Value str); /* a bytes object */
/* The bytes that wait in the decoder (owned), and the rest of its state as a number. */
MUST_CHECK Bytes *text_decoder_state(TextIO *text, uint32_t *flags);
MUST_CHECK bool text_decoder_set(TextIO *text, const Bytes *waiting, uint32_t flags);
MUST_CHECK bool text_decoder_reset(TextIO *text); /* as at the start of the stream */
/* At the start of the stream a byte order mark may be written; elsewhere not. */
MUST_CHECK bool text_encoder_set(TextIO *text, bool at_start);

/* ---- reading and writing */

void text_forget_decoded(TextIO *text);
MUST_CHECK bool text_flush_pending(TextIO *text);
Value text_write(Value self, Value *args);
Value text_read(Value self, Value *args);
Value text_readline(Value self, Value *args);
Next text_next(Value self, Value *item);

/* ---- position */

Value text_tell(Value self, Value *args);
Value text_seek(Value self, Value *args);

#endif
