/* Codecs: bytes to text and back, error handlers, the registry. */
#ifndef VM_CODECS_H
#define VM_CODECS_H

#include "vm/objects/bytes.h"
#include "vm/objects/str.h"
#include "vm/pass.h"

/* bytes-like object to str, str to bytes; null encoding: utf-8, null errors: strict. What is not
 * built in goes through the registry. */
MUST_CHECK Value codec_decode(Value object, const char *encoding, const char *errors);
MUST_CHECK Value codec_encode(Value str, const char *encoding, const char *errors);
/* The texts of the arguments `encoding` and `errors` of a method, null where there is none. */
MUST_CHECK bool codec_names(const char *method, Value *args, const char *names[2]);

/* ---- the registry, as module _codecs shows it ------------------------------------------------ */

MUST_CHECK bool codec_register(Value search_function);
MUST_CHECK bool codec_unregister(Value search_function);
MUST_CHECK Value codec_lookup(const char *encoding); /* the CodecInfo: owned; LookupError */
MUST_CHECK bool codec_register_error(Str *name, Value handler);
MUST_CHECK Answer codec_unregister_error(Str *name);
MUST_CHECK Value codec_lookup_error(const char *name /* null: strict */); /* owned */
/* codecs.encode and decode: any codec, any types. */
MUST_CHECK Value codec_apply(Value object, const char *encoding, const char *errors, bool encode);
void codecs_finish(void); /* gives up what the registry holds */

/* ---- decoders -------------------------------------------------------------------------------
 * A decoder reads bytes[at, size) and adds characters; what is incomplete at the end stays unread
 * unless `final`. On bad bytes it calls decoding_error and goes on at the place that sets. */

typedef struct Decoding {
    const uint8_t *bytes;
    size_t size, at;
    StrBuilder text;
    const char *encoding; /* for messages */
    const char *errors;
    bool final;
    int byte_order;      /* utf-16, utf-32: -1 little, 1 big, 0 by mark (set when read) */
    Value mapping;       /* charmap: borrowed, null for Latin-1 */
    int mark_order;      /* utf-16, utf-32: as byte_order, 0 if there was no mark */
    bool invalid_escape; /* unicode_escape: one was seen; its text position follows */
    size_t invalid_escape_at;
    Value input; /* owned, when a handler put another object in place */
    Buffer input_buffer;
    Value handler; /* owned; null until looked up */
    size_t asked;  /* up to here, signals have been looked at */
} Decoding;
typedef bool (*Decoder)(Decoding *decoding);

/* Is there more to read? It ends early with an exception pending, which decoding_run sees. */
static inline MUST_CHECK bool decoding_goes_on(Decoding *decoding) {
    if (UNLIKELY(decoding->at - decoding->asked >= PASS_ITEMS)) {
        decoding->asked = decoding->at;
        if (!pass_may_go_on())
            return false;
    }
    return decoding->at < decoding->size;
}

/* The length of the run of ASCII bytes at the beginning. */
size_t ascii_run(const uint8_t *bytes, size_t size);

bool decode_utf8(Decoding *decoding);
bool decode_utf16(Decoding *decoding);
bool decode_utf32(Decoding *decoding);
bool decode_utf7(Decoding *decoding);
bool decode_ascii(Decoding *decoding);
bool decode_latin1(Decoding *decoding);
bool decode_charmap(Decoding *decoding);
bool decode_unicode_escape(Decoding *decoding);
bool decode_raw_unicode_escape(Decoding *decoding);

MUST_CHECK Value decoding_run(Decoder decoder, Decoding *decoding /* the public fields filled */);
/* Handles bad bytes[start, end): true when decoding goes on (at `at`). */
MUST_CHECK bool decoding_error(Decoding *decoding, size_t start, size_t end, const char *reason);

/* ---- encoders ------------------------------------------------------------------------------- */

typedef enum { PUT_ERROR = -1, PUT_UNENCODABLE = 0, PUT_DONE = 1 } Put;

typedef struct Encoding {
    Str *str; /* borrowed */
    size_t at;
    Bytes *bytes; /* being filled, `size` of them so far */
    size_t size;
    const char *encoding, *errors;
    int byte_order;
    unsigned unit;  /* utf-16, utf-32: bytes come in multiples of it */
    uint32_t limit; /* ascii, latin-1: first character that cannot be encoded */
    Value mapping;  /* charmap: borrowed */
    Put (*put)(struct Encoding *encoding, uint32_t character);
    Value handler; /* owned; null until looked up */
    size_t asked;  /* as a Decoding's */
} Encoding;
typedef bool (*Encoder)(Encoding *encoding);

static inline MUST_CHECK bool encoding_goes_on(Encoding *encoding) {
    if (UNLIKELY(encoding->at - encoding->asked >= PASS_ITEMS)) {
        encoding->asked = encoding->at;
        if (!pass_may_go_on())
            return false;
    }
    return encoding->at < encoding->str->length;
}

bool encode_utf8(Encoding *encoding);
bool encode_utf16(Encoding *encoding);
bool encode_utf32(Encoding *encoding);
bool encode_utf7(Encoding *encoding);
bool encode_limited(Encoding *encoding); /* ascii, latin-1 */
bool encode_charmap(Encoding *encoding);
bool encode_unicode_escape(Encoding *encoding);
bool encode_raw_unicode_escape(Encoding *encoding);

MUST_CHECK Value encoding_run(Encoder encoder, Encoding *encoding);
MUST_CHECK bool encoding_error(Encoding *encoding, size_t start, size_t end, const char *reason);
MUST_CHECK bool encoding_add(Encoding *encoding, const void *bytes, size_t count);
/* Room for `count` bytes: where to write them, before `size` is raised by as many as there are. */
MUST_CHECK uint8_t *encoding_room(Encoding *encoding, size_t count);

/* The built-in codec of that name; false if there is none. */
bool codec_find(const char *name, Decoder *decoder, Decoding *decoding, Encoder *encoder,
                Encoding *encoding);

/* Raise the errors of Unicode codecs; `reason` is plain text. */
COLD void *raise_unicode_decode_error(const char *encoding, const uint8_t *bytes, size_t size,
                                      size_t start, size_t end, const char *reason);
COLD void *raise_unicode_encode_error(const char *encoding, Str *str, size_t start, size_t end,
                                      const char *reason);
#endif
