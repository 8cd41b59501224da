/* _bisect: binary search and insertion in sorted sequences. */
#include "vm/vm.h"

typedef struct Search {
    Value sequence, wanted;
    ptrdiff_t low, high;
    Value key;  /* null: compare the items themselves */
    bool right; /* behind equal items */
} Search;

static Value item_at(const Search *search, ptrdiff_t index) {
    Value item;
    if (is_exact_list(search->sequence)) {
        item = list_get_item(list_of(search->sequence), index);
    } else {
        Value index_value = value_from_int64(index);
        if (index_value == NULL)
            return NULL;
        item = object_get_item(search->sequence, index_value);
        decref(index_value);
    }
    if (item == NULL || search->key == NULL)
        return item;
    Value key = call_1(search->key, item);
    decref(item);
    return key;
}

static bool find(Search *search) {
    while (search->low < search->high) {
        ptrdiff_t middle = search->low + (search->high - search->low) / 2;
        Value item = item_at(search, middle);
        if (item == NULL)
            return false;
        Answer before = search->right ? object_compare_truth(search->wanted, item, COMPARE_LT)
                                      : object_compare_truth(item, search->wanted, COMPARE_LT);
        decref(item);
        if (before == ANSWER_ERROR)
            return false;
        if ((before == ANSWER_YES) == search->right)
            search->high = middle;
        else
            search->low = middle + 1;
    }
    return true;
}

/* args: a, x, lo, hi, key */
static bool prepare(Search *search, Value *args, bool right) {
    *search = (Search){.sequence = args[0], .wanted = args[1], .right = right, .high = -1};
    if (args[2] != NULL && !int_as_size(args[2], &search->low))
        return false;
    if (args[3] != NULL && args[3] != NONE && !int_as_size(args[3], &search->high))
        return false;
    search->key = args[4] == NONE ? NULL : args[4];
    if (search->low < 0)
        return raise_value_error("lo must be non-negative");
    if (search->high == -1 && (search->high = object_length(search->sequence)) < 0)
        return false;
    return true;
}

static Value bisect(Value *args, bool right) {
    Search search;
    if (!prepare(&search, args, right) || !find(&search))
        return NULL;
    return value_from_int64(search.low);
}

static Value insort(Value *args, bool right) {
    Search search;
    if (!prepare(&search, args, right))
        return NULL;
    Value wanted = search.key != NULL ? call_1(search.key, args[1]) : own(args[1]);
    if (wanted == NULL)
        return NULL;
    search.wanted = wanted;
    bool found = find(&search);
    decref(wanted);
    if (!found)
        return NULL;
    if (is_exact_list(args[0]))
        return list_insert(list_of(args[0]), search.low, args[1]) ? NONE : NULL;
    Value index = value_from_int64(search.low);
    Value result = index != NULL ? call_method_2(args[0], names.insert, index, args[1]) : NULL;
    decref_maybe(index);
    decref_maybe(result);
    return result != NULL ? NONE : NULL;
}

static Value bisect_right(Value module, Value *args) {
    return bisect(args, true);
}

static Value bisect_left(Value module, Value *args) {
    return bisect(args, false);
}

static Value insort_right(Value module, Value *args) {
    return insort(args, true);
}

static Value insort_left(Value module, Value *args) {
    return insort(args, false);
}

#define SEARCH_DOC                                                                                 \
    "Optional args lo (default 0) and hi (default len(a)) bound the\n"                             \
    "slice of a to be searched.\n\n"                                                               \
    "A custom key function can be supplied to customize the sort order."

static const NativeMethod functions[] = {
    NATIVE("bisect_right($module, /, a, x, lo=0, hi=None, *, key=None)", bisect_right,
           "Return the index where to insert item x in list a, assuming a is sorted.\n\n"
           "The return value i is such that all e in a[:i] have e <= x, and all e in\n"
           "a[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will\n"
           "insert just after the rightmost x already there.\n\n" SEARCH_DOC),
    NATIVE("insort_right($module, /, a, x, lo=0, hi=None, *, key=None)", insort_right,
           "Insert item x in list a, and keep it sorted assuming a is sorted.\n\n"
           "If x is already in a, insert it to the right of the rightmost x.\n\n" SEARCH_DOC),
    NATIVE("bisect_left($module, /, a, x, lo=0, hi=None, *, key=None)", bisect_left,
           "Return the index where to insert item x in list a, assuming a is sorted.\n\n"
           "The return value i is such that all e in a[:i] have e < x, and all e in\n"
           "a[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will\n"
           "insert just before the leftmost x already there.\n\n" SEARCH_DOC),
    NATIVE("insort_left($module, /, a, x, lo=0, hi=None, *, key=None)", insort_left,
           "Insert item x in list a, and keep it sorted assuming a is sorted.\n\n"
           "If x is already in a, insert it to the left of the leftmost x.\n\n" SEARCH_DOC),
    NATIVE_END,
};

const NativeModule _bisect_module = {
    .name = "_bisect",
    .doc = "Bisection algorithms.\n\n"
           "This module provides support for maintaining a list in sorted order without\n"
           "having to sort the list after each insertion. For long lists of items with\n"
           "expensive comparison operations, this can be an improvement over the more\n"
           "common approach.\n",
    .functions = functions,
};
