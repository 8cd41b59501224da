/* Line ends in text: finding them, translating them, and IncrementalNewlineDecoder. */
#include "lib/native/io/io.h"

#include "vm/objects/search.h"

size_t line_end(const Str *text, size_t start, LineEnds ends) {
    size_t length = text->length;
    if (ends == LINES_LF || ends == LINES_CR) {
        ptrdiff_t found = search_character(text->data + start * text->width, text->width,
                                           length - start, ends == LINES_LF ? '\n' : '\r');
        return found >= 0 ? start + (size_t)found + 1 : 0;
    }
    for (size_t i = start; i < length; i++) {
        uint32_t c = str_at(text, i);
        if (c == '\n' && ends == LINES_UNIVERSAL)
            return i + 1;
        if (c != '\r')
            continue;
        bool pair = i + 1 < length && str_at(text, i + 1) == '\n';
        if (pair)
            return i + 2;
        if (ends == LINES_UNIVERSAL)
            return i + 1;
    }
    return 0;
}

Str *newlines_translate_steal(Str *text, unsigned *seen) {
    size_t length = text->length;
    if (line_end(text, 0, LINES_CR) == 0) {
        if (!(*seen & NEWLINE_LF) && line_end(text, 0, LINES_LF) != 0)
            *seen |= NEWLINE_LF;
        return text;
    }
    StrBuilder builder;
    str_builder_init(&builder);
    size_t from = 0;
    for (size_t i = 0; i < length; i++) {
        uint32_t c = str_at(text, i);
        if (c == '\n') {
            *seen |= NEWLINE_LF;
        } else if (c == '\r') {
            bool pair = i + 1 < length && str_at(text, i + 1) == '\n';
            *seen |= pair ? NEWLINE_CRLF : NEWLINE_CR;
            str_builder_range(&builder, text, from, i);
            str_builder_character(&builder, '\n');
            i += pair;
            from = i + 1;
        }
    }
    str_builder_range(&builder, text, from, length);
    Str *result = str_builder_finish(&builder);
    GIVE_UP(text);
    return result;
}

void newlines_look(const Str *text, unsigned *seen) {
    for (size_t at = 0, end; *seen != (NEWLINE_CR | NEWLINE_LF | NEWLINE_CRLF) &&
                             (end = line_end(text, at, LINES_UNIVERSAL)) != 0;
         at = end) {
        bool is_return = str_at(text, end - 1) == '\r';
        bool is_pair = !is_return && end >= at + 2 && str_at(text, end - 2) == '\r';
        *seen |= is_return ? NEWLINE_CR : is_pair ? NEWLINE_CRLF : NEWLINE_LF;
    }
}

Value newlines_seen_value(unsigned seen) {
    static const char *const ends[] = {"\r", "\n", "\r\n"};
    Value parts[3];
    size_t count = 0;
    for (int i = 0; i < 3; i++) {
        if (seen & (1u << i)) {
            if (!(parts[count] = value_of(str_from_c(ends[i])))) {
                while (count)
                    decref(parts[--count]);
                return NULL;
            }
            count++;
        }
    }
    if (count == 0)
        return NONE;
    return count == 1 ? parts[0] : value_of(tuple_from_array_steal(parts, count));
}

Str *newlines_write(Str *text, const char *written) {
    size_t from = 0, behind;
    StrBuilder builder;
    str_builder_init(&builder);
    while ((behind = line_end(text, from, LINES_LF)) != 0) {
        str_builder_range(&builder, text, from, behind - 1);
        str_builder_c(&builder, written);
        from = behind;
    }
    str_builder_range(&builder, text, from, text->length);
    return str_builder_finish(&builder);
}

bool newline_mode(Value newline, const char *function, NewlineMode *mode) {
    *mode = (NewlineMode){true, NULL, LINES_LF};
    if (!newline || newline == NONE)
        return true;
    if (!is_str(newline))
        return raise_type_error("%s() argument 'newline' must be str or None, not %T", function,
                                newline);
    Str *text = str_of(newline);
    if (text->length == 0)
        *mode = (NewlineMode){false, NULL, LINES_UNIVERSAL};
    else if (str_equal_c(text, "\n"))
        *mode = (NewlineMode){false, NULL, LINES_LF};
    else if (str_equal_c(text, "\r"))
        *mode = (NewlineMode){false, "\r", LINES_CR};
    else if (str_equal_c(text, "\r\n"))
        *mode = (NewlineMode){false, "\r\n", LINES_CRLF};
    else
        return raise_value_error("illegal newline value: %S", newline);
    return true;
}

/* ---- IncrementalNewlineDecoder --------------------------------------------------------------- */

typedef struct NewlineDecoder {
    Object header;
    Value decoder; /* owned: a decoder, or None for text in */
    Value errors;
    bool translate, pending_cr;
    unsigned seen;
} NewlineDecoder;

static NewlineDecoder *decoder_of(Value self) {
    return (NewlineDecoder *)(void *)object_of(self);
}

/* What __new__ made and nobody initialised has no decoder. */
static NewlineDecoder *initialized(Value self) {
    NewlineDecoder *decoder = decoder_of(self);
    if (!decoder->decoder)
        return raise_value_error("IncrementalNewlineDecoder.__init__() not called");
    return decoder;
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    NewlineDecoder *decoder = type_allocate(type, 0);
    if (decoder)
        mem_gc_track(decoder);
    return value_of(decoder);
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("IncrementalNewlineDecoder(decoder, translate, errors='strict')");
    Value bound[3];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return false;
    Answer translate = object_truth(bound[1]);
    if (translate == ANSWER_ERROR)
        return false;
    NewlineDecoder *decoder = decoder_of(self);
    replace_value(&decoder->decoder, own(bound[0]));
    replace_value(&decoder->errors, own(bound[2] ? bound[2] : NONE));
    decoder->translate = translate == ANSWER_YES;
    decoder->pending_cr = false;
    decoder->seen = 0;
    return true;
}

static Value decode(Value self, Value *args) {
    NewlineDecoder *decoder = initialized(self);
    Answer final = args[1] ? object_truth(args[1]) : ANSWER_NO;
    if (!decoder || final == ANSWER_ERROR)
        return NULL;
    Value output;
    if (decoder->decoder == NONE) {
        output = own(args[0]);
    } else {
        Value parts[] = {args[0], value_of_bool(final == ANSWER_YES)};
        output = call_method_2(decoder->decoder, names.decode, parts[0], parts[1]);
    }
    if (!output)
        return NULL;
    if (!is_str(output)) {
        raise_type_error("decoder should return a string result, not '%T'", output);
        decref(output);
        return NULL;
    }
    Str *text = str_of(output);
    if (decoder->pending_cr && (text->length || final == ANSWER_YES)) {
        Str *mark = str_from_character('\r'), *joined = mark ? str_concat(mark, text) : NULL;
        decref_maybe(value_of(mark));
        GIVE_UP(text);
        if (!(text = joined))
            return NULL;
        decoder->pending_cr = false;
    }
    if (final == ANSWER_NO && text->length && str_at(text, text->length - 1) == '\r') {
        Str *shorter = str_substring(text, 0, text->length - 1);
        GIVE_UP(text);
        if (!(text = shorter))
            return NULL;
        decoder->pending_cr = true;
    }
    if (decoder->translate)
        return value_of(newlines_translate_steal(text, &decoder->seen));
    newlines_look(text, &decoder->seen);
    return value_of(text);
}

static Value getstate(Value self, Value *args) {
    NewlineDecoder *decoder = initialized(self);
    if (!decoder)
        return NULL;
    Value buffer = NULL, flag = NULL;
    int64_t number = 0;
    if (decoder->decoder != NONE) {
        Value state = io_call_method(decoder->decoder, "getstate", NULL);
        if (!state)
            return NULL;
        if (!is_tuple(state) || tuple_of(state)->count != 2) {
            raise_type_error("illegal decoder state");
            decref(state);
            return NULL;
        }
        buffer = own(tuple_of(state)->items[0]);
        bool good = int_as_int64(tuple_of(state)->items[1], &number);
        decref(state);
        if (!good) {
            decref(buffer);
            return NULL;
        }
    } else {
        buffer = value_of(bytes_new("", 0));
    }
    flag = value_from_int64(number << 1 | decoder->pending_cr);
    Value parts[] = {buffer, flag};
    return value_of(tuple_from_array_steal(parts, 2));
}

static Value setstate(Value self, Value *args) {
    NewlineDecoder *decoder = initialized(self);
    int64_t flag;
    if (!decoder)
        return NULL;
    if (!is_tuple(args[0]) || tuple_of(args[0])->count != 2)
        return raise_type_error("state argument must be a tuple");
    if (!int_as_int64(tuple_of(args[0])->items[1], &flag))
        return NULL;
    decoder->pending_cr = flag & 1;
    if (decoder->decoder == NONE)
        return NONE;
    Tuple *state = tuple_pack(2, tuple_of(args[0])->items[0], value_of_small_int(flag >> 1));
    Value result = state ? io_call_method(decoder->decoder, "setstate", value_of(state)) : NULL;
    decref_maybe(value_of(state));
    return result;
}

static Value reset(Value self, Value *args) {
    NewlineDecoder *decoder = initialized(self);
    if (!decoder)
        return NULL;
    decoder->seen = 0;
    decoder->pending_cr = false;
    return decoder->decoder == NONE ? NONE : io_call_method(decoder->decoder, "reset", NULL);
}

static Value get_newlines(Value self) {
    NewlineDecoder *decoder = initialized(self);
    return decoder ? newlines_seen_value(decoder->seen) : NULL;
}

static void traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((NewlineDecoder *)object)->decoder, visit, context);
    visit_value(((NewlineDecoder *)object)->errors, visit, context);
}
static void clear(Object *object) {
    clear_value(&((NewlineDecoder *)object)->decoder);
    clear_value(&((NewlineDecoder *)object)->errors);
}
static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static const NativeMethod methods[] = {
    NATIVE("decode($self, /, input, final=False)", decode,
           "Decode the input and translate its line ends."),
    NATIVE("getstate($self, /)", getstate, "The state: waiting bytes and a number."),
    NATIVE("setstate($self, state, /)", setstate, "Set the state to one that getstate() returned."),
    NATIVE("reset($self, /)", reset, "Forget everything."),
    NATIVE_END,
};
static const NativeGetSet getsets[] = {
    {"newlines", get_newlines, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
Type newline_decoder_type = {
    TYPE_INIT_CONTAINER("_io.IncrementalNewlineDecoder", sizeof(NewlineDecoder), dealloc, traverse,
                        clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .doc = "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n--\n\n"
           "Codec used when reading a file in universal newlines mode.",
    .new = new,
    .init = init,
    .methods = methods,
    .getsets = getsets,
};
