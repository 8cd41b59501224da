/* A place in a text file, as a number that seek() understands.
 *
 * Where the decoder keeps no state it is the place in the binary file. In general it is a place
 * from which the decoder can start, its state there, how many bytes to give it then, and how many
 * of the characters to skip:
 *
 *     bits 0..63 start | 64..95 flags | 96..127 bytes to feed | 128..159 characters | 160 at end
 *
 * tell() finds them by decoding the snapshot of the last chunk again. */
#include "lib/native/io/text_io.h"

typedef struct Place {
    uint64_t start;
    uint32_t flags, feed, skip;
    bool at_end; /* the bytes to feed are the last */
} Place;

enum { PLACE_BYTES = 21 };

static void put32(uint8_t *bytes, uint32_t value) {
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> 8 * i);
}

static uint32_t get32(const uint8_t *bytes) {
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static Value place_value(const Place *place) {
    uint8_t bytes[PLACE_BYTES];
    if (!place->flags && !place->feed && !place->skip && !place->at_end)
        return value_from_int64((int64_t)place->start);
    put32(bytes, (uint32_t)place->start);
    put32(bytes + 4, (uint32_t)(place->start >> 32));
    put32(bytes + 8, place->flags);
    put32(bytes + 12, place->feed);
    put32(bytes + 16, place->skip);
    bytes[20] = place->at_end;
    return int_from_bytes(bytes, sizeof bytes, true, false);
}

static bool read_place(Value value, Place *place) {
    uint8_t bytes[PLACE_BYTES];
    if (!int_to_bytes(value, bytes, sizeof bytes, true, false))
        return false;
    place->start = get32(bytes) | (uint64_t)get32(bytes + 4) << 32;
    place->flags = get32(bytes + 8);
    place->feed = get32(bytes + 12);
    place->skip = get32(bytes + 16);
    place->at_end = bytes[20];
    return true;
}

/* The decoder as it was at the place's start. At the start of the stream it begins anew: "no state"
 * may mean another thing elsewhere (utf-16: the byte order is known). */
static bool set_decoder(TextIO *text, const Place *place) {
    if (place->start == 0 && place->flags == 0)
        return text_decoder_reset(text);
    Bytes *nothing = bytes_new("", 0);
    bool good = nothing && text_decoder_set(text, nothing, place->flags);
    decref_maybe(value_of(nothing));
    return good;
}

/* ---- tell ----------------------------------------------------------------------------------- */

/* What is decoded again: held, as the decoder may be Python code. */
typedef struct Ground {
    TextIO *text;
    const Bytes *snapshot;
    size_t used;
} Ground;

/* Where decoding it has come to. */
typedef struct Walk {
    size_t bytes, characters;
    uint32_t flags;
    bool clean; /* nothing waits: decoding can start here */
} Walk;

/* Decodes the next `count` bytes of the snapshot. */
static bool walk_on(const Ground *ground, Walk *walk, size_t count, bool final) {
    Bytes *part = bytes_new(ground->snapshot->data + walk->bytes, count);
    Str *str = part ? text_decode(ground->text, value_of(part), final) : NULL;
    decref_maybe(value_of(part));
    Bytes *waiting = str ? text_decoder_state(ground->text, &walk->flags) : NULL;
    if (waiting) {
        walk->bytes += count;
        walk->characters += str->length;
        walk->clean = waiting->size == 0;
    }
    decref_maybe(value_of(str));
    decref_maybe(value_of(waiting));
    return waiting;
}

/* A clean place with at most `used` characters before it, near the one wanted: guessed from how
 * many bytes a character had, then nearer to the start. */
static bool guess_start(const Ground *ground, const Place *snapshot, Walk *walk) {
    double guess = ground->text->bytes_per_character * (double)ground->used;
    size_t size = ground->snapshot->size, bytes = guess < (double)size ? (size_t)guess : size;
    for (size_t back = 1; bytes > 0; back *= 2) {
        *walk = (Walk){0};
        if (!set_decoder(ground->text, snapshot) || !walk_on(ground, walk, bytes, false))
            return false;
        if (walk->clean && walk->characters <= ground->used)
            return true;
        bytes -= back < bytes ? back : bytes;
    }
    *walk = (Walk){.flags = snapshot->flags, .clean = true};
    return set_decoder(ground->text, snapshot);
}

/* From the place of the snapshot to that of the character `used` behind it. */
static bool find_place(const Ground *ground, Place *place) {
    size_t used = ground->used;
    Walk walk, start;
    if (!guess_start(ground, place, &walk))
        return false;
    start = walk;
    while (walk.characters < used && walk.bytes < ground->snapshot->size) {
        if (!walk_on(ground, &walk, 1, false))
            return false;
        if (walk.clean && walk.characters <= used)
            start = walk;
    }
    if (walk.characters < used) {
        if (!walk_on(ground, &walk, 0, true))
            return false;
        place->at_end = true;
        if (walk.characters < used)
            return raise_error(&exc_OSError, "can't reconstruct logical file position");
    }
    place->start += start.bytes;
    place->flags = start.flags;
    place->skip = (uint32_t)(used - start.characters);
    place->feed = place->skip ? (uint32_t)(walk.bytes - start.bytes) : 0;
    return true;
}

/* The decoder's state is as before at the end, also if there was an error. */
static bool find_place_and_return(TextIO *text, Place *place) {
    uint32_t flags;
    unsigned seen = text->seen;
    Bytes *waiting = text_decoder_state(text, &flags);
    if (!waiting)
        return false;
    Bytes *snapshot = text->snapshot;
    if (!snapshot) { /* the decoder's getstate has moved the file */
        GIVE_UP(waiting);
        return raise_error(&exc_OSError, "can't reconstruct logical file position");
    }
    OWN(snapshot);
    bool good = find_place(&(Ground){text, snapshot, text->used}, place);
    GIVE_UP(snapshot);
    Value error = exception_fetch();
    good &= text_decoder_set(text, waiting, flags);
    GIVE_UP(waiting);
    text->seen = seen;
    if (error) {
        exception_clear();
        exception_restore_steal(error);
    }
    return good;
}

Value text_tell(Value self, Value *args) {
    TextIO *text = text_of(self);
    int64_t at;
    if (!text_check_open(text))
        return NULL;
    if (!text->seekable)
        return raise_unsupported("underlying stream is not seekable");
    if (!text->telling)
        return raise_error(&exc_OSError, "telling position disabled by next() call");
    if (!text_flush_pending(text) || !io_call(self, "flush"))
        return NULL;
    Value position = io_call_method(text->binary, "tell", NULL);
    if (!position || !text->snapshot)
        return position;
    bool good = io_offset(position, &at);
    decref(position);
    if (!good)
        return NULL;
    Place place = {.start = (uint64_t)at - text->snapshot->size, .flags = text->snapshot_flags};
    if (text->used && !find_place_and_return(text, &place))
        return NULL;
    return place_value(&place);
}

/* ---- seek ----------------------------------------------------------------------------------- */

static Value seek_binary(TextIO *text, Value position, int whence) {
    return call_method_2(text->binary, names.seek, position, value_of_small_int(whence));
}

static Value seek_to_end(Value self) {
    TextIO *text = text_of(self);
    if (!io_call(self, "flush"))
        return NULL;
    text_forget_decoded(text);
    if (!text_decoder_reset(text))
        return NULL;
    Value result = seek_binary(text, value_of_small_int(0), 2);
    if (result && !text_encoder_set(text, result == value_of_small_int(0)))
        clear_value(&result);
    return result;
}

/* Decodes the bytes between the place where the decoder can start and the one wanted. */
static bool feed(TextIO *text, const Place *place) {
    Value input = call_method_1(text->binary, names.read, value_of_small_int(place->feed));
    if (input && !is_bytes(input)) {
        raise_type_error("underlying read() should have returned a bytes object, not '%T'", input);
        clear_value(&input);
    }
    if (!input)
        return false;
    Str *str = text_decode(text, input, place->at_end);
    if (!str || str->length < place->skip) {
        decref(input);
        decref_maybe(value_of(str));
        return str && raise_error(&exc_OSError, "can't restore logical file position");
    }
    Value decoded = value_of(text->decoded), snapshot = value_of(text->snapshot);
    text->decoded = str;
    text->used = place->skip;
    text->snapshot = bytes_of(input);
    text->snapshot_flags = place->flags;
    text->bytes_per_character =
        str->length ? (double)text->snapshot->size / (double)str->length : 0;
    decref_maybe(decoded);
    decref_maybe(snapshot);
    return true;
}

static Value seek_to_place(Value self, Value cookie) {
    TextIO *text = text_of(self);
    Place place;
    if (int_sign(cookie) < 0)
        return raise_value_error("negative seek position %R", cookie);
    if (!io_call(self, "flush") || !read_place(cookie, &place))
        return NULL;
    Value start = value_from_int64((int64_t)place.start);
    Value result = start ? seek_binary(text, start, 0) : NULL;
    decref_maybe(start);
    if (!result)
        return NULL;
    decref(result);
    text_forget_decoded(text);
    if (!set_decoder(text, &place) || (place.skip && !feed(text, &place)) ||
        !text_encoder_set(text, place.start == 0 && place.flags == 0))
        return NULL;
    text->telling = text->seekable;
    return own(cookie);
}

Value text_seek(Value self, Value *args) {
    TextIO *text = text_of(self);
    int whence = 0;
    if (!text_check_open(text) || (args[1] && !int_as_int(args[1], &whence)))
        return NULL;
    if (!text->seekable)
        return raise_unsupported("underlying stream is not seekable");
    bool zero = args[0] == value_of_small_int(0);
    if (whence == 1 && !zero)
        return raise_unsupported("can't do nonzero cur-relative seeks");
    if (whence == 2 && !zero)
        return raise_unsupported("can't do nonzero end-relative seeks");
    if (whence == 2)
        return seek_to_end(self);
    if (whence != 0 && whence != 1)
        return raise_value_error("invalid whence (%d, should be 0, 1 or 2)", whence);
    Value cookie = whence == 1 ? io_call_method(self, "tell", NULL) : object_index(args[0]);
    Value result = cookie ? seek_to_place(self, cookie) : NULL;
    decref_maybe(cookie);
    return result;
}
