/* The codec of a text file: native or through incremental objects, behind one interface.
 *
 * Line ends belong to it: with universal newlines a \r at the end of the input is kept back until
 * it is known whether a \n follows, and that is part of the decoder's state (bit 0 of the flags).
 */
#include "lib/native/io/text_io.h"

#include <string.h>

static NativeCodec native_codec(const char *name) {
    NativeCodec codec = {0};
    Decoding decoding = {0};
    Encoding encoding = {0};
    if (!codec_find(name, &codec.decode, &decoding, NULL, NULL) ||
        !codec_find(name, NULL, NULL, &codec.encode, &encoding))
        return (NativeCodec){0};
    codec.name = decoding.encoding;
    codec.byte_order = decoding.byte_order;
    codec.limit = encoding.limit;
    codec.ascii_compatible = codec.decode == decode_utf8 || codec.decode == decode_ascii ||
                             codec.decode == decode_latin1;
    if (!codec.ascii_compatible && codec.byte_order == 0) /* there is more to remember */
        return (NativeCodec){0};
    return codec;
}

static Value codec_part(Value info, const char *factory, Str *errors) {
    Value make = io_call_method(info, factory, NULL), part = NULL;
    if (make)
        part = call_1(make, value_of(errors));
    decref_maybe(make);
    return part;
}

/* LookupError for what is no codec of text. */
static bool check_is_text(Value info, const char *name) {
    if (is_exact_tuple(info))
        return true;
    Value is_text = io_call_method(info, "?_is_text_encoding", NULL);
    Answer answer = is_text ? object_truth(is_text) : ANSWER_ERROR;
    decref_maybe(is_text);
    if (answer == ANSWER_NO)
        raise_error(&exc_LookupError,
                    "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs",
                    name);
    return answer == ANSWER_YES;
}

static bool make_parts(const TextIO *text, Str *encoding, Str *errors, Value *decoder,
                       Value *encoder) {
    const char *name = str_utf8(encoding, NULL);
    Value info = name ? codec_lookup(name) : NULL;
    bool good = info && check_is_text(info, name);
    if (good && text->readable)
        good = (*decoder = codec_part(info, "?incrementaldecoder", errors)) != NULL;
    if (good && text->writable)
        good = (*encoder = codec_part(info, "?incrementalencoder", errors)) != NULL;
    decref_maybe(info);
    return good;
}

bool text_set_codec(TextIO *text, Str *encoding, Str *errors) {
    const char *name = str_utf8(encoding, NULL);
    if (!name)
        return false;
    NativeCodec native = native_codec(name);
    Value decoder = NULL, encoder = NULL;
    if (!native.decode && !make_parts(text, encoding, errors, &decoder, &encoder)) {
        decref_maybe(decoder);
        decref_maybe(encoder);
        return false;
    }
    OWN(encoding);
    OWN(errors);
    text->native = native;
    text->waiting_size = 0;
    text->pending_cr = false;
    replace_value(&text->decoder, decoder);
    replace_value(&text->encoder, encoder);
    replace_value((Value *)(void *)&text->encoding, value_of(encoding));
    replace_value((Value *)(void *)&text->errors, value_of(errors));
    return true;
}

/* ---- decoding ------------------------------------------------------------------------------- */

/* With the name of the error handler held: the handler may reconfigure the file. */
static Value run_native(TextIO *text, const uint8_t *bytes, size_t size, bool final) {
    Decoding decoding = {
        .bytes = bytes,
        .size = size,
        .encoding = text->native.name,
        .errors = str_utf8(text->errors, NULL),
        .final = final,
        .byte_order = text->native.byte_order,
    };
    if (!decoding.errors)
        return NULL;
    Str *errors = text->errors;
    OWN(errors);
    Value result = decoding_run(text->native.decode, &decoding);
    GIVE_UP(errors);
    if (!result)
        return NULL;
    size_t left = decoding.at < size ? size - decoding.at : 0;
    if (left > WAITING_MAX)
        left = 0;
    memcpy(text->waiting, bytes + size - left, left);
    text->waiting_size = (uint8_t)left;
    return result;
}

static Value decode_native(TextIO *text, Value input, bool final) {
    Buffer buffer;
    if (!buffer_get(input, &buffer, false))
        return NULL;
    Value result;
    if (text->waiting_size == 0) {
        result = run_native(text, buffer.bytes, buffer.size, final);
    } else {
        size_t before = text->waiting_size;
        uint8_t *joined = mem_malloc(before + buffer.size);
        if (joined) {
            memcpy(joined, text->waiting, before);
            memcpy(joined + before, buffer.bytes, buffer.size);
            result = run_native(text, joined, before + buffer.size, final);
            mem_free(joined);
        } else {
            result = raise_no_memory();
        }
    }
    buffer_release(&buffer);
    return result;
}

/* Puts the \r that waited in front, and keeps a last one back. */
static Str *hold_carriage_return_steal(TextIO *text, Str *str, bool final) {
    if (text->pending_cr && (str->length || final)) {
        Str *mark = str_from_character('\r'), *joined = mark ? str_concat(mark, str) : NULL;
        decref_maybe(value_of(mark));
        GIVE_UP(str);
        if (!(str = joined))
            return NULL;
        text->pending_cr = false;
    }
    if (!final && str->length && str_at(str, str->length - 1) == '\r') {
        Str *shorter = str_substring(str, 0, str->length - 1);
        GIVE_UP(str);
        str = shorter;
        text->pending_cr = str != NULL;
    }
    return str;
}

Str *text_decode(TextIO *text, Value input, bool final) {
    Value decoder = own_maybe(text->decoder);
    Value result = decoder ? call_method_2(decoder, names.decode, input, value_of_bool(final))
                           : decode_native(text, input, final);
    decref_maybe(decoder);
    if (!result)
        return NULL;
    if (!is_str(result)) {
        raise_type_error("decoder should return a string result, not '%T'", result);
        decref(result);
        return NULL;
    }
    Str *str = str_of(result);
    if (!text_is_universal(text) || !(str = hold_carriage_return_steal(text, str, final)))
        return str;
    if (text->mode.translate_read)
        return newlines_translate_steal(str, &text->seen);
    newlines_look(str, &text->seen);
    return str;
}

/* ---- the decoder's state --------------------------------------------------------------------- */

static Bytes *object_state(Value decoder, uint32_t *flags) {
    Value state = io_call_method(decoder, "getstate", NULL);
    Bytes *waiting = NULL;
    int64_t number;
    if (!state)
        return NULL;
    if (!is_tuple(state) || tuple_of(state)->count != 2)
        raise_type_error("illegal decoder state");
    else if (!is_bytes(tuple_of(state)->items[0]))
        raise_type_error("illegal decoder state: the first item should be a bytes object, not '%T'",
                         tuple_of(state)->items[0]);
    else if (int_as_int64(tuple_of(state)->items[1], &number)) {
        waiting = bytes_of(own(tuple_of(state)->items[0]));
        *flags = (uint32_t)number;
    }
    decref(state);
    return waiting;
}

Bytes *text_decoder_state(TextIO *text, uint32_t *flags) {
    *flags = 0;
    Bytes *waiting = text->decoder ? object_state(text->decoder, flags)
                                   : bytes_new(text->waiting, text->waiting_size);
    *flags = *flags << 1 | text->pending_cr;
    return waiting;
}

bool text_decoder_reset(TextIO *text) {
    text->waiting_size = 0;
    text->pending_cr = false;
    text->seen = 0;
    return !text->decoder || io_call(text->decoder, "reset");
}

bool text_decoder_set(TextIO *text, const Bytes *waiting, uint32_t flags) {
    text->pending_cr = flags & 1;
    if (!text->decoder) {
        text->waiting_size = (uint8_t)(waiting->size < WAITING_MAX ? waiting->size : WAITING_MAX);
        memcpy(text->waiting, waiting->data, text->waiting_size);
        return true;
    }
    Tuple *state = tuple_pack(2, value_of(waiting), value_of_small_int(flags >> 1));
    Value result = state ? io_call_method(text->decoder, "setstate", value_of(state)) : NULL;
    decref_maybe(value_of(state));
    decref_maybe(result);
    return result;
}

/* ---- encoding ------------------------------------------------------------------------------- */

static Value encode_native(TextIO *text, Value str) {
    Encoding encoding = {
        .str = str_of(str),
        .encoding = text->native.name,
        .errors = str_utf8(text->errors, NULL),
        .byte_order = text->native.byte_order,
        .limit = text->native.limit,
    };
    if (!encoding.errors)
        return NULL;
    Str *errors = text->errors;
    OWN(errors);
    Value bytes = encoding_run(text->native.encode, &encoding);
    GIVE_UP(errors);
    return bytes;
}

Value text_encode(TextIO *text, Value str) {
    if (!text->encoder)
        return encode_native(text, str);
    Value encoder = own(text->encoder);
    Value bytes = call_method_1(encoder, names.encode, str);
    decref(encoder);
    if (bytes && !is_bytes(bytes)) {
        raise_type_error("encoder should return a bytes object, not '%T'", bytes);
        clear_value(&bytes);
    }
    return bytes;
}

bool text_encoder_set(TextIO *text, bool at_start) {
    if (!text->encoder)
        return true;
    if (at_start)
        return io_call(text->encoder, "reset");
    Value result = io_call_method(text->encoder, "setstate", value_of_small_int(0));
    decref_maybe(result);
    return result;
}
