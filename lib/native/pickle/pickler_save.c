/* What a pickler writes for builtin objects. Everything else is in pickler_reduce.c. */
#include "lib/native/pickle/pickle.h"
#include "lib/native/pickle/save.h"
#include "vm/pass.h"

#include <string.h>

enum { SHORT_LATIN = 100 }; /* characters */

/* ---- numbers --------------------------------------------------------------------------------- */

static bool save_text_of(Pickler *pickler, int op, Value text, const char *end) {
    if (!text)
        return false;
    size_t size;
    const char *bytes = str_utf8(str_of(text), &size);
    bool fine = bytes && pickler_op(pickler, op) && pickler_write(pickler, bytes, size) &&
                pickler_write(pickler, end, strlen(end));
    decref(text);
    return fine;
}

static bool save_large_int(Pickler *pickler, Value number) {
    if (pickler->protocol < 2)
        return save_text_of(pickler, OP_LONG, object_repr(number), "L\n");
    size_t size = int_bit_length(number) / 8 + 1;
    uint8_t local[64], *bytes = size <= sizeof local ? local : mem_malloc(size);
    if (!bytes)
        return raise_no_memory();
    bool fine = int_to_bytes(number, bytes, size, true, true);
    if (size > 1 && bytes[size - 1] == 0xff && bytes[size - 2] & 0x80)
        size--;
    fine = fine &&
           (size < 256 ? pickler_op_number(pickler, OP_LONG1, size, 1)
                       : pickler_op_number(pickler, OP_LONG4, size, 4)) &&
           pickler_write(pickler, bytes, size);
    if (bytes != local)
        mem_free(bytes);
    return fine;
}

static bool save_int(Pickler *pickler, Value value) {
    int64_t number;
    if (!int_fits_int64(value, &number) || number != (int32_t)number)
        return save_large_int(pickler, value);
    if (!pickler->binary)
        return save_text_of(pickler, OP_INT, object_repr(value), "\n");
    if (number >= 0 && number < 256)
        return pickler_op_number(pickler, OP_BININT1, (uint64_t)number, 1);
    if (number >= 0 && number < 65536)
        return pickler_op_number(pickler, OP_BININT2, (uint64_t)number, 2);
    return pickler_op_number(pickler, OP_BININT, (uint64_t)number, 4);
}

static bool save_bool(Pickler *pickler, Value value) {
    bool truth = value == TRUE_VALUE;
    if (pickler->protocol >= 2)
        return pickler_op(pickler, truth ? OP_NEWTRUE : OP_NEWFALSE);
    return pickler_write(pickler, truth ? "I01\n" : "I00\n", 4);
}

static bool save_float(Pickler *pickler, Value value) {
    if (!pickler->binary)
        return save_text_of(pickler, OP_FLOAT, object_repr(value), "\n");
    double number = float_of(value);
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return pickler_op_number(pickler, OP_BINFLOAT, __builtin_bswap64(bits), 8);
}

/* ---- bytes and text -------------------------------------------------------------------------- */

static bool save_bytes_as_call(Pickler *pickler, Value object) {
    Bytes *bytes = bytes_of(object);
    Tuple *args = NULL;
    bool fine = false;
    if (bytes->size == 0) {
        args = tuple_empty();
        fine = pickler_save_call(pickler, value_of(&bytes_type), value_of(args), object);
    } else {
        Str *text = str_from_latin1(bytes->data, bytes->size);
        Str *encoding = text ? str_interned("latin1") : NULL;
        args = encoding ? tuple_pack(2, value_of(text), value_of(encoding)) : NULL;
        decref_maybe(value_of(text));
        decref_maybe(value_of(encoding));
        fine =
            args && pickler_save_call(pickler, pickle_shared.codecs_encode, value_of(args), object);
    }
    decref_maybe(value_of(args));
    return fine;
}

static bool write_bytes(Pickler *pickler, const uint8_t *bytes, size_t size, Value owner) {
    if (size < 256)
        return pickler_op_bytes(pickler, OP_SHORT_BINBYTES, 1, bytes, size, NULL);
    if (size <= UINT32_MAX)
        return pickler_op_bytes(pickler, OP_BINBYTES, 4, bytes, size, owner);
    if (pickler->protocol >= 4)
        return pickler_op_bytes(pickler, OP_BINBYTES8, 8, bytes, size, owner);
    return raise_overflow_error("serializing a bytes object larger than 4 GiB requires pickle "
                                "protocol 4 or higher");
}

static bool save_bytes(Pickler *pickler, Value object) {
    if (pickler->protocol < 3)
        return save_bytes_as_call(pickler, object);
    Bytes *bytes = bytes_of(object);
    return write_bytes(pickler, bytes->data, bytes->size, object) && pickler_put(pickler, object);
}

static bool save_bytearray(Pickler *pickler, Value object) {
    Buffer buffer;
    if (!buffer_get(object, &buffer, false))
        return false;
    bool fine = false;
    if (pickler->protocol >= 5)
        fine = pickler_op_bytes(pickler, OP_BYTEARRAY8, 8, buffer.bytes, buffer.size, NULL) &&
               pickler_put(pickler, object);
    else {
        Bytes *bytes = buffer.size ? bytes_new(buffer.bytes, buffer.size) : NULL;
        Tuple *args = !buffer.size ? tuple_empty() : bytes ? tuple_pack(1, value_of(bytes)) : NULL;
        fine =
            args && pickler_save_call(pickler, value_of(&bytearray_type), value_of(args), object);
        decref_maybe(value_of(bytes));
        decref_maybe(value_of(args));
    }
    buffer_release(&buffer);
    return fine;
}

static bool save_raw_text(Pickler *pickler, const Str *text) {
    if (!pickler_op(pickler, OP_UNICODE))
        return false;
    for (size_t i = 0; i < text->length; i++) {
        uint32_t c = str_at(text, i);
        char escaped[12];
        size_t size = 1;
        escaped[0] = (char)c;
        if (c >= 256 || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a) {
            static const char digits[] = "0123456789abcdef";
            size_t count = c > 0xffff ? 8 : 4;
            escaped[0] = '\\';
            escaped[1] = c > 0xffff ? 'U' : 'u';
            for (size_t k = 0; k < count; k++)
                escaped[2 + k] = digits[c >> 4 * (count - 1 - k) & 15];
            size = 2 + count;
        }
        if (!pickler_write(pickler, escaped, size))
            return false;
    }
    return pickler_write(pickler, "\n", 1);
}

static bool write_text(Pickler *pickler, const char *bytes, size_t size) {
    if (size < 256 && pickler->protocol >= 4)
        return pickler_op_bytes(pickler, OP_SHORT_BINUNICODE, 1, bytes, size, NULL);
    if (size <= UINT32_MAX)
        return pickler_op_bytes(pickler, OP_BINUNICODE, 4, bytes, size, NULL);
    if (pickler->protocol >= 4)
        return pickler_op_bytes(pickler, OP_BINUNICODE8, 8, bytes, size, NULL);
    return raise_overflow_error("serializing a string larger than 4 GiB requires pickle protocol 4 "
                                "or higher");
}

/* Short text with characters of one byte, without a copy. */
static bool write_short_latin(Pickler *pickler, const Str *text) {
    char bytes[2 * SHORT_LATIN], *to = bytes;
    size_t i = 0;
    for (uint64_t eight; i + 8 <= text->length; i += 8, to += 8) { /* 0.7 of the time of bytes */
        memcpy(&eight, text->data + i, 8);
        if (eight & 0x8080808080808080)
            break;
        memcpy(to, &eight, 8);
    }
    for (; i < text->length; i++) {
        uint8_t c = text->data[i];
        if (c >= 128)
            *to++ = (char)(0xc0 | c >> 6);
        *to++ = (char)(c < 128 ? c : 0x80 | (c & 63));
    }
    return write_text(pickler, bytes, (size_t)(to - bytes));
}

static bool write_wide(Pickler *pickler, const Str *text) {
    size_t size;
    char *bytes = str_wtf8_copy(text, &size); /* surrogates pass */
    bool fine = bytes ? write_text(pickler, bytes, size) : raise_no_memory() != NULL;
    mem_free(bytes);
    return fine;
}

static bool save_str(Pickler *pickler, Value object) {
    Str *text = str_of(object);
    bool is_short_latin = text->width == 1 && text->length <= SHORT_LATIN;
    bool fine = !pickler->binary ? save_raw_text(pickler, text)
                : text->ascii    ? write_text(pickler, (const char *)text->data, text->length)
                : is_short_latin ? write_short_latin(pickler, text)
                                 : write_wide(pickler, text);
    return fine && pickler_put(pickler, object);
}

/* ---- containers ------------------------------------------------------------------------------ */

/* A container that contains itself was saved by what it contains: its parts are taken off the
 * stack again. */
static bool use_memo(Pickler *pickler, size_t parts, bool marked, size_t number) {
    if (marked && pickler->binary) {
        if (!pickler_op(pickler, OP_POP_MARK))
            return false;
    } else
        for (size_t i = 0; i < parts + marked; i++)
            if (!pickler_op(pickler, OP_POP))
                return false;
    return pickler_get(pickler, number);
}

static bool save_tuple(Pickler *pickler, Value object) {
    Tuple *tuple = tuple_of(object);
    static const int short_ops[] = {OP_EMPTY_TUPLE, OP_TUPLE1, OP_TUPLE2, OP_TUPLE3};
    if (tuple->count == 0 && pickler->binary)
        return pickler_op(pickler, OP_EMPTY_TUPLE);
    if (tuple->count == 0)
        return pickler_op(pickler, OP_MARK) && pickler_op(pickler, OP_TUPLE);
    bool marked = tuple->count > 3 || pickler->protocol < 2;
    if (marked && !pickler_op(pickler, OP_MARK))
        return false;
    for (size_t i = 0; i < tuple->count; i++)
        if (!pickler_save(pickler, tuple->items[i]))
            return false;
    ptrdiff_t number = memo_find(&pickler->memo, object);
    if (number >= 0)
        return use_memo(pickler, tuple->count, marked, (size_t)number);
    return pickler_op(pickler, marked ? OP_TUPLE : short_ops[tuple->count]) &&
           pickler_put(pickler, object);
}

bool save_list_items(Pickler *pickler, Value iterator) {
    Value item, next_item = NULL;
    Next next = iterator_next(iterator, &item);
    while (next == NEXT_ITEM) {
        /* One item alone needs no mark. */
        bool fine = true;
        Next more = pickler->binary ? iterator_next(iterator, &next_item) : NEXT_DONE;
        if (more == NEXT_ERROR)
            fine = false;
        else if (more == NEXT_DONE)
            fine = pickler_save(pickler, item) && pickler_op(pickler, OP_APPEND);
        else {
            fine = pickler_op(pickler, OP_MARK) && pickler_save(pickler, item);
            for (size_t i = 1; fine && more == NEXT_ITEM; i++) {
                fine = pickler_save(pickler, next_item);
                clear_value(&next_item);
                if (i + 1 == BATCH)
                    break;
                more = fine ? iterator_next(iterator, &next_item) : NEXT_DONE;
                fine = fine && more != NEXT_ERROR;
            }
            decref_maybe(next_item);
            next_item = NULL;
            fine = fine && pickler_op(pickler, OP_APPENDS);
        }
        decref(item);
        if (!fine)
            return false;
        if (more == NEXT_DONE && pickler->binary)
            return true;
        next = iterator_next(iterator, &item);
    }
    return next == NEXT_DONE;
}

static bool save_list(Pickler *pickler, Value object) {
    List *list = list_of(object);
    bool fine = pickler->binary ? pickler_op(pickler, OP_EMPTY_LIST)
                                : pickler_op(pickler, OP_MARK) && pickler_op(pickler, OP_LIST);
    if (!fine || !pickler_put(pickler, object))
        return false;
    size_t done = 0;
    while (fine && done < list->count) { /* items may go while they are saved */
        size_t batch = !pickler->binary ? 1 : list->count - done;
        batch = batch > BATCH ? BATCH : batch;
        bool marked = batch > 1 || (done > 0 && pickler->binary);
        fine = !marked || pickler_op(pickler, OP_MARK);
        for (size_t end = done + batch; fine && done < end && done < list->count; done++) {
            Value item = own(list->items[done]);
            fine = pickler_save(pickler, item);
            decref(item);
        }
        fine = fine && pickler_op(pickler, marked ? OP_APPENDS : OP_APPEND);
    }
    return fine;
}

static bool save_pair(Pickler *pickler, Value key, Value value) {
    return pickler_save(pickler, key) && pickler_save(pickler, value);
}

bool save_dict_items(Pickler *pickler, Value iterator) {
    Value pair;
    Next next = NEXT_ITEM;
    while (next == NEXT_ITEM) {
        List *batch = list_new(0);
        size_t most = pickler->binary ? BATCH : 1;
        while (batch && batch->count < most &&
               (next = iterator_next(iterator, &pair)) == NEXT_ITEM) {
            if (!is_tuple(pair) || tuple_of(pair)->count != 2) {
                raise_type_error("dict items iterator must return 2-tuples");
                decref(pair);
                next = NEXT_ERROR;
                break;
            }
            if (!list_append_steal(batch, pair)) {
                next = NEXT_ERROR;
                break;
            }
        }
        bool fine = batch && next != NEXT_ERROR, marked = fine && batch->count > 1;
        if (marked)
            fine = pickler_op(pickler, OP_MARK);
        for (size_t i = 0; fine && i < batch->count; i++) {
            Tuple *each = tuple_of(batch->items[i]);
            fine = save_pair(pickler, each->items[0], each->items[1]);
        }
        if (fine && batch->count)
            fine = pickler_op(pickler, marked ? OP_SETITEMS : OP_SETITEM);
        decref_maybe(value_of(batch));
        if (!fine)
            return false;
    }
    return next == NEXT_DONE;
}

static bool save_dict(Pickler *pickler, Value object) {
    Dict *dict = dict_of(object);
    bool fine = pickler->binary ? pickler_op(pickler, OP_EMPTY_DICT)
                                : pickler_op(pickler, OP_MARK) && pickler_op(pickler, OP_DICT);
    if (!fine || !pickler_put(pickler, object))
        return false;
    size_t size = dict->count, left = size, position = 0;
    while (fine && left > 0) {
        size_t batch = !pickler->binary ? 1 : left > BATCH ? BATCH : left;
        bool marked = pickler->binary && (batch > 1 || left != size);
        fine = !marked || pickler_op(pickler, OP_MARK);
        for (size_t i = 0; fine && i < batch; i++) {
            Value key, value;
            if (!dict_next(dict, &position, &key, &value))
                break;
            incref(key);
            incref(value);
            fine = save_pair(pickler, key, value);
            decref(key);
            decref(value);
            if (fine && dict->count != size)
                fine = raise_runtime_error("dictionary changed size during iteration");
        }
        fine = fine && pickler_op(pickler, marked ? OP_SETITEMS : OP_SETITEM);
        left -= batch;
    }
    return fine;
}

static bool save_as_call_of_list(Pickler *pickler, Value object) {
    List *items = list_from_iterable(object);
    Tuple *args = items ? tuple_pack(1, value_of(items)) : NULL;
    bool fine =
        args && pickler_save_call(pickler, value_of(type_of(object)), value_of(args), object);
    decref_maybe(value_of(items));
    decref_maybe(value_of(args));
    return fine;
}

static bool save_set(Pickler *pickler, Value object) {
    if (pickler->protocol < 4)
        return save_as_call_of_list(pickler, object);
    if (!pickler_op(pickler, OP_EMPTY_SET) || !pickler_put(pickler, object))
        return false;
    List *items = list_from_iterable(object);
    bool fine = items != NULL;
    for (size_t done = 0; fine && done < items->count;) {
        size_t end = items->count - done > BATCH ? done + BATCH : items->count;
        fine = pickler_op(pickler, OP_MARK);
        for (; fine && done < end; done++)
            fine = pickler_save(pickler, items->items[done]);
        fine = fine && pickler_op(pickler, OP_ADDITEMS);
    }
    decref_maybe(value_of(items));
    return fine;
}

static bool save_frozenset(Pickler *pickler, Value object) {
    if (pickler->protocol < 4)
        return save_as_call_of_list(pickler, object);
    List *items = pickler_op(pickler, OP_MARK) ? list_from_iterable(object) : NULL;
    bool fine = items != NULL;
    for (size_t i = 0; fine && i < items->count; i++)
        fine = pickler_save(pickler, items->items[i]);
    decref_maybe(value_of(items));
    if (!fine)
        return false;
    ptrdiff_t number = memo_find(&pickler->memo, object);
    if (number >= 0)
        return use_memo(pickler, 0, true, (size_t)number);
    return pickler_op(pickler, OP_FROZENSET) && pickler_put(pickler, object);
}

/* ---- buffers --------------------------------------------------------------------------------- */

static bool save_in_band(Pickler *pickler, const Buffer *buffer, Value object) {
    bool fine = buffer->read_only ? write_bytes(pickler, buffer->bytes, buffer->size, NULL)
                                  : pickler_op_bytes(pickler, OP_BYTEARRAY8, 8, buffer->bytes,
                                                     buffer->size, NULL);
    return fine && pickler_put(pickler, object);
}

static bool save_buffer(Pickler *pickler, Value object) {
    if (pickler->protocol < 5)
        return raise_pickling("PickleBuffer can only be pickled with protocol >= 5");
    Buffer buffer;
    if (!buffer_get_any(object, &buffer, false))
        return false;
    bool fine = buffer_is_contiguous(&buffer) ||
                raise_pickling("PickleBuffer can not be pickled when pointing to a non-contiguous "
                               "buffer");
    Answer in_band = ANSWER_YES;
    if (fine && pickler->buffer_callback) {
        Value result = call_1(pickler->buffer_callback, object);
        in_band = result ? object_truth(result) : ANSWER_ERROR;
        decref_maybe(result);
    }
    fine = fine && in_band != ANSWER_ERROR;
    if (fine && in_band == ANSWER_YES)
        fine = save_in_band(pickler, &buffer, object);
    else if (fine)
        fine = pickler_op(pickler, OP_NEXT_BUFFER) &&
               (!buffer.read_only || pickler_op(pickler, OP_READONLY_BUFFER));
    buffer_release(&buffer);
    return fine;
}

/* ---- the choice ------------------------------------------------------------------------------ */

typedef bool (*Save)(Pickler *, Value);

static Save saver_of(const Type *type) {
    static const struct {
        const Type *type;
        Save save;
    } savers[] = {{&str_type, save_str},
                  {&dict_type, save_dict},
                  {&list_type, save_list},
                  {&tuple_type, save_tuple},
                  {&bytes_type, save_bytes},
                  {&set_type, save_set},
                  {&frozenset_type, save_frozenset},
                  {&bytearray_type, save_bytearray},
                  {&pickle_buffer_type, save_buffer}};
    for (size_t i = 0; i < sizeof savers / sizeof *savers; i++)
        if (savers[i].type == type)
            return savers[i].save;
    return NULL;
}

/* FOUND: it was saved as a persistent object. */
static Lookup save_persistent(Pickler *pickler, Value object) {
    Value identity = call_1(pickler->persistent_method, object);
    if (!identity)
        return LOOKUP_ERROR;
    if (identity == NONE)
        return LOOKUP_MISSING;
    bool fine;
    if (pickler->binary) {
        Value hook = pickler->persistent_method;
        pickler->persistent_method = NULL; /* an identity has no identity */
        fine = pickler_save(pickler, identity) && pickler_op(pickler, OP_BINPERSID);
        pickler->persistent_method = hook;
    } else {
        Value text = object_str(identity);
        if (text && !str_of(text)->ascii) {
            raise_pickling("persistent IDs in protocol 0 must be ASCII strings");
            clear_value(&text);
        }
        fine = save_text_of(pickler, OP_PERSID, text, "\n");
    }
    decref(identity);
    return fine ? LOOKUP_FOUND : LOOKUP_ERROR;
}

static bool save_other_than_atom(Pickler *pickler, Value object) {
    if (!is_small_int(object)) {
        ptrdiff_t number = memo_find(&pickler->memo, object);
        if (number >= 0)
            return pickler_get(pickler, (size_t)number);
    }
    if (!recursion_enter(" while pickling an object"))
        return false;
    Save save = saver_of(type_of(object));
    return save ? save(pickler, object) : save_by_reduction(pickler, object);
}

bool pickler_save(Pickler *pickler, Value object) {
    if (UNLIKELY(!pass_may_go_on() || !pickler_maybe_end_frame(pickler)))
        return false;
    if (UNLIKELY(pickler->persistent_method)) {
        Lookup saved = save_persistent(pickler, object);
        if (saved != LOOKUP_MISSING)
            return saved == LOOKUP_FOUND;
    }
    Type *type = type_of(object);
    if (object == NONE)
        return pickler_op(pickler, OP_NONE);
    if (type == &bool_type)
        return save_bool(pickler, object);
    if (type == &int_type)
        return save_int(pickler, object);
    if (type == &float_type)
        return save_float(pickler, object);
    return save_other_than_atom(pickler, object);
}
