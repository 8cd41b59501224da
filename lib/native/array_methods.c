/* array: the methods. */
#include "lib/native/array_parts.h"
#include "vm/objects/generic_alias.h"
#include "vm/pass.h"

#include <string.h>

static Value method_append(Value self, Value *args) {
    return array_append(array_of(self), args[0]) ? NONE : NULL;
}

static Value method_extend(Value self, Value *args) {
    return array_extend(array_of(self), args[0]) ? NONE : NULL;
}

static Value method_insert(Value self, Value *args) {
    Array *array = array_of(self);
    ptrdiff_t index;
    uint8_t item[8];
    if (!int_as_size(args[0], &index) || !array_store(array->code, item, args[1]))
        return NULL;
    if (index < 0 && (index += (ptrdiff_t)array->count) < 0)
        index = 0;
    size_t at = (size_t)index > array->count ? array->count : (size_t)index;
    if (!array_resize(array, array->count + 1))
        return NULL;
    memmove(array_at(array, at + 1), array_at(array, at),
            (array->count - 1 - at) * array->code->size);
    memcpy(array_at(array, at), item, array->code->size);
    return NONE;
}

static bool delete_at(Array *array, size_t index) {
    if (!array->exports)
        memmove(array_at(array, index), array_at(array, index + 1),
                (array->count - 1 - index) * array->code->size);
    return array_resize(array, array->count - 1);
}

static Value method_pop(Value self, Value *args) {
    Array *array = array_of(self);
    ptrdiff_t index = -1;
    if (args[0] && !int_as_size(args[0], &index))
        return NULL;
    if (array->count == 0)
        return raise_index_error("pop from empty array");
    if (index < 0)
        index += (ptrdiff_t)array->count;
    if (index < 0 || (size_t)index >= array->count)
        return raise_index_error("pop index out of range");
    Value item = array_load(array->code, array_at(array, (size_t)index));
    if (item && !delete_at(array, (size_t)index)) {
        decref(item);
        return NULL;
    }
    return item;
}

/* The first place in [start, stop) whose item equals `wanted`; -1: none; -2: an exception. */
static ptrdiff_t find(Array *array, Value wanted, size_t start, size_t stop) {
    for (size_t i = start; i < stop && i < array->count; i++) {
        Value item = array_load(array->code, array_at(array, i));
        Answer equal = item && pass_may_go_on() ? object_compare_truth(item, wanted, COMPARE_EQ)
                                                : ANSWER_ERROR;
        decref_maybe(item);
        if (equal != ANSWER_NO)
            return equal == ANSWER_ERROR ? -2 : (ptrdiff_t)i;
    }
    return -1;
}

static bool read_bound(Array *array, Value value, ptrdiff_t *bound) {
    if (value && !object_index_as_size(value, bound, NULL))
        return false;
    if (*bound < 0 && (*bound += (ptrdiff_t)array->count) < 0)
        *bound = 0;
    return true;
}

static Value method_index(Value self, Value *args) {
    Array *array = array_of(self);
    ptrdiff_t start = 0, stop = PTRDIFF_MAX;
    if (!read_bound(array, args[1], &start) || !read_bound(array, args[2], &stop))
        return NULL;
    ptrdiff_t index = find(array, args[0], (size_t)start, (size_t)stop);
    if (index == -1)
        return raise_value_error("array.index(x): x not in array");
    return index < 0 ? NULL : value_of_small_int(index);
}

static Value method_remove(Value self, Value *args) {
    Array *array = array_of(self);
    ptrdiff_t index = find(array, args[0], 0, array->count);
    if (index == -1)
        return raise_value_error("array.remove(x): x not in array");
    /* The comparison may have changed the array. */
    return index >= 0 && ((size_t)index >= array->count || delete_at(array, (size_t)index)) ? NONE
                                                                                            : NULL;
}

static Value method_count(Value self, Value *args) {
    Array *array = array_of(self);
    int64_t count = 0;
    for (ptrdiff_t i = -1; (i = find(array, args[0], (size_t)(i + 1), array->count)) != -1; count++)
        if (i == -2)
            return NULL;
    return value_of_small_int(count);
}

static Value method_reverse(Value self, Value *args) {
    Array *array = array_of(self);
    size_t size = array->code->size;
    uint8_t item[8];
    array->exports++;
    for (size_t i = 0, end, last = array->count - 1; (end = pass_piece(i, array->count / 2)) > i;) {
        for (; i < end; i++) {
            uint8_t *a = array_at(array, i), *b = array_at(array, last - i);
            memcpy(item, a, size);
            memcpy(a, b, size);
            memcpy(b, item, size);
        }
    }
    array->exports--;
    return exception_pending() ? NULL : NONE;
}

static Value method_clear(Value self, Value *args) {
    return array_resize(array_of(self), 0) ? NONE : NULL;
}

static Value method_byteswap(Value self, Value *args) {
    Array *array = array_of(self);
    size_t size = array->code->size;
    array->exports++;
    for (size_t i = 0; pass_goes_on(i, array->count); i++) {
        uint8_t *item = array_at(array, i);
        for (size_t j = 0; j < size / 2; j++) {
            uint8_t swap = item[j];
            item[j] = item[size - 1 - j];
            item[size - 1 - j] = swap;
        }
    }
    array->exports--;
    return exception_pending() ? NULL : NONE;
}

static Value method_buffer_info(Value self, Value *args) {
    Array *array = array_of(self);
    Value pair[2] = {value_from_uint64((uintptr_t)array->items),
                     value_of_small_int((int64_t)array->count)};
    return value_of(tuple_from_array_steal(pair, 2));
}

/* ---- conversion ------------------------------------------------------------------------------ */

static Value method_tobytes(Value self, Value *args) {
    Array *array = array_of(self);
    return value_of(
        bytes_new(array->items ? array->items : (uint8_t *)"", array->count * array->code->size));
}

static Value method_tolist(Value self, Value *args) {
    return array_items_list(array_of(self));
}

Value array_method_tounicode(Value self, Value *args) {
    Array *array = array_of(self);
    if (!array->code->is_text)
        return raise_value_error(
            "tounicode() may only be called on unicode type arrays ('u' or 'w')");
    for (size_t i = 0; i < array->count; i++) {
        uint32_t character;
        memcpy(&character, array_at(array, i), 4);
        if (character > 0x10ffff)
            return raise_value_error("character U+%lx is not in range [U+0000; U+10ffff]",
                                     (unsigned long)character);
    }
    return value_of(str_from_ucs4((const uint32_t *)(const void *)array->items, array->count));
}

static Value method_fromunicode(Value self, Value *args) {
    Array *array = array_of(self);
    if (!is_str(args[0]))
        return raise_type_error("fromunicode() argument must be str, not %T", args[0]);
    if (!array->code->is_text)
        return raise_value_error(
            "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
    return array_add_text(array, str_of(args[0])) ? NONE : NULL;
}

static Value method_frombytes(Value self, Value *args) {
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    bool fine = array_add_bytes(array_of(self), buffer.bytes, buffer.size);
    buffer_release(&buffer);
    return fine ? NONE : NULL;
}

static Value method_fromlist(Value self, Value *args) {
    Array *array = array_of(self);
    if (!is_list(args[0]))
        return raise_type_error("arg must be list");
    List *list = list_of(args[0]);
    size_t old = array->count, count = list->count;
    for (size_t i = 0; i < count; i++) {
        bool fine;
        if (list->count != count)
            fine = raise_runtime_error("list changed size during iteration");
        else {
            Value item = own(list->items[i]);
            fine = array_append(array, item);
            decref(item);
        }
        if (!fine) { /* all or nothing */
            if (array->count > old)
                array->count = old;
            return NULL;
        }
    }
    return NONE;
}

static Value method_fromfile(Value self, Value *args) {
    Array *array = array_of(self);
    ptrdiff_t count;
    size_t size;
    if (!int_as_size(args[1], &count))
        return NULL;
    if (count < 0)
        return raise_value_error("negative count");
    if (__builtin_mul_overflow((size_t)count, array->code->size, &size) || size > PTRDIFF_MAX)
        return raise_no_memory();
    Value bytes = call_method_1(args[0], names.read, value_of_small_int((int64_t)size));
    if (!bytes)
        return NULL;
    bool fine;
    if (!is_bytes(bytes))
        fine = raise_type_error("read() didn't return bytes");
    else {
        bool complete = bytes_of(bytes)->size == size;
        fine = array_add_bytes(array, bytes_of(bytes)->data, bytes_of(bytes)->size) &&
               (complete || raise_error(&exc_EOFError, "read() didn't return enough bytes"));
    }
    decref(bytes);
    return fine ? NONE : NULL;
}

static Value method_tofile(Value self, Value *args) {
    enum { CHUNK = 64 * 1024 };
    Array *array = array_of(self);
    for (size_t done = 0; done < array->count * array->code->size; done += CHUNK) {
        size_t left = array->count * array->code->size - done;
        Bytes *bytes = bytes_new(array->items + done, left < CHUNK ? left : CHUNK);
        Value result = bytes ? call_method_1(args[0], names.write, value_of(bytes)) : NULL;
        decref_maybe(value_of(bytes));
        decref_maybe(result);
        if (!result)
            return NULL;
    }
    return NONE;
}

/* ---- copying --------------------------------------------------------------------------------- */

static Value method_copy(Value self, Value *args) {
    Array *array = array_of(self);
    Array *copy = array_new(&array_type, array->code, array->count);
    if (copy && array->count)
        memcpy(copy->items, array->items, array->count * array->code->size);
    return value_of(copy);
}

static Value instance_dict_or_none(Value self) {
    Value dict;
    Lookup found = attribute_lookup(self, names.__dict__, &dict);
    return found == LOOKUP_FOUND ? dict : found == LOOKUP_MISSING ? NONE : NULL;
}

static Value method_reduce_ex(Value self, Value *args) {
    extern Value import_attribute(const char *module, const char *name);
    Array *array = array_of(self);
    int64_t protocol;
    if (!int_as_int64(args[0], &protocol))
        return NULL;
    Value dict = instance_dict_or_none(self), code = NULL, items = NULL, function = NULL;
    Value inner = NULL, result = NULL;
    if (!dict || !(code = value_of(str_from_ascii(&array->code->code, 1))))
        goto done;
    if (protocol < 3) {
        items = array_items_list(array);
        inner = items ? value_of(tuple_pack(2, code, items)) : NULL;
        function = own(value_of(type_of(self)));
    } else {
        items = method_tobytes(self, NULL);
        inner = items ? value_of(tuple_pack(4, value_of(type_of(self)), code,
                                            value_of_small_int(array->code->machine_format), items))
                      : NULL;
        function = inner ? import_attribute("array", "_array_reconstructor") : NULL;
    }
    if (inner && function)
        result = value_of(tuple_pack(3, function, inner, dict));
done:
    decref_maybe(dict);
    decref_maybe(code);
    decref_maybe(items);
    decref_maybe(inner);
    decref_maybe(function);
    return result;
}

static Value method_sizeof(Value self, Value *args) {
    Array *array = array_of(self);
    return value_from_uint64(type_of(self)->mem.basic_size + array->capacity * array->code->size);
}

const NativeMethod array_methods[] = {
    NATIVE("append($self, v, /)", method_append, "Append new value v to the end of the array."),
    NATIVE("buffer_info($self, /)", method_buffer_info,
           "Return a tuple (address, length) giving the current memory address and the length in "
           "items of the buffer used to hold array's contents."),
    NATIVE("byteswap($self, /)", method_byteswap, "Byteswap all items of the array."),
    NATIVE("clear($self, /)", method_clear, "Remove all items from the array."),
    NATIVE("__copy__($self, /)", method_copy, "Return a copy of the array."),
    NATIVE("__deepcopy__($self, unused, /)", method_copy, "Return a copy of the array."),
    NATIVE("count($self, v, /)", method_count, "Return number of occurrences of v in the array."),
    NATIVE("extend($self, bb, /)", method_extend, "Append items to the end of the array."),
    NATIVE("fromfile($self, f, n, /)", method_fromfile,
           "Read n objects from the file object f and append them to the end of the array."),
    NATIVE("fromlist($self, list, /)", method_fromlist, "Append items to array from list."),
    NATIVE("frombytes($self, buffer, /)", method_frombytes,
           "Appends items from the string, interpreting it as an array of machine values, as if it "
           "had been read from a file using the fromfile() method."),
    NATIVE("fromunicode($self, ustr, /)", method_fromunicode,
           "Extends this array with data from the unicode string ustr."),
    NATIVE("index($self, v, start=0, stop=sys.maxsize, /)", method_index,
           "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value "
           "is not present."),
    NATIVE("insert($self, i, v, /)", method_insert,
           "Insert a new item v into the array before position i."),
    NATIVE("pop($self, i=-1, /)", method_pop,
           "Return the i-th element and delete it from the array.\n\ni defaults to -1."),
    NATIVE("__reduce_ex__($self, value, /)", method_reduce_ex,
           "Return state information for pickling."),
    NATIVE("remove($self, v, /)", method_remove, "Remove the first occurrence of v in the array."),
    NATIVE("reverse($self, /)", method_reverse, "Reverse the order of the items in the array."),
    NATIVE("tofile($self, f, /)", method_tofile,
           "Write all items (as machine values) to the file object f."),
    NATIVE("tolist($self, /)", method_tolist,
           "Convert array to an ordinary list with the same items."),
    NATIVE("tobytes($self, /)", method_tobytes,
           "Convert the array to an array of machine values and return the bytes representation."),
    NATIVE("tounicode($self, /)", array_method_tounicode,
           "Extends this array with data from the unicode string ustr."),
    NATIVE("__sizeof__($self, /)", method_sizeof, "Size of the array in memory, in bytes."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END};

static Value get_typecode(Value self) {
    return value_of(str_from_ascii(&array_of(self)->code->code, 1));
}

static Value get_itemsize(Value self) {
    return value_of_small_int((int64_t)array_of(self)->code->size);
}

const NativeGetSet array_getsets[] = {
    {"typecode", get_typecode, NULL, "the typecode character used to create the array"},
    {"itemsize", get_itemsize, NULL, "the size, in bytes, of one array item"},
    {NULL, NULL, NULL, NULL}};
