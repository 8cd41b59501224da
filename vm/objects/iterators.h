/* The iterators of the built-in sequences, and those that work on any sequence or callable.
 *
 * Their layouts are open: the interpreter specialises `for` over list, tuple and range. An
 * exhausted iterator has given up its sequence (null) and stays exhausted. */
#ifndef VM_OBJECTS_ITERATORS_H
#define VM_OBJECTS_ITERATORS_H

#include "vm/type.h"

typedef struct ListIterator { /* list_iterator and list_reverseiterator */
    Object header;
    List *list;      /* owned; null: exhausted */
    ptrdiff_t index; /* of the next item; the list may have become shorter */
} ListIterator;

typedef struct TupleIterator {
    Object header;
    Tuple *tuple; /* owned; null: exhausted */
    size_t index; /* of the next item */
} TupleIterator;

typedef struct RangeIterator { /* every item fits a small int */
    Object header;
    int64_t next, step;
    uint64_t remaining; /* items left */
} RangeIterator;

typedef struct LongRangeIterator { /* any size */
    Object header;
    Value next, step; /* owned ints */
    Value remaining;  /* owned int, items left */
} LongRangeIterator;

typedef struct SequenceIterator { /* over __getitem__(0), (1), ... until IndexError */
    Object header;
    Value sequence; /* owned; null: exhausted */
    ptrdiff_t index;
} SequenceIterator;

typedef struct CallIterator { /* iter(callable, sentinel) */
    Object header;
    Value callable, sentinel; /* owned; null: exhausted */
} CallIterator;

extern Type list_iterator_type, list_reverse_iterator_type, tuple_iterator_type,
    range_iterator_type, long_range_iterator_type, sequence_iterator_type, call_iterator_type,
    set_iterator_type;

MUST_CHECK Value list_iterator_new(List *list);
MUST_CHECK Value tuple_iterator_new(Tuple *tuple);
Value list_reversed(Value self, Value *args); /* list.__reversed__ */
MUST_CHECK Value sequence_iterator_new(Value sequence);
MUST_CHECK Value call_iterator_new(Value callable, Value sentinel);

/* (builtins.NAME, (sequence,), index), without the index if it is negative: owned. */
MUST_CHECK Value iterator_rebuild(const char *builtin, Value sequence, ptrdiff_t index);
/* The same with the function, which is given up. */
MUST_CHECK Value iterator_rebuild_steal(Value function, Value sequence, ptrdiff_t index);
/* (builtins.iter, (list,)) of what is left in `copy`, a copy of an iterator that `step` moves on
 * and the caller then gives up: for iterators whose place in what they walk has no name. */
MUST_CHECK Value iterator_rebuild_rest(Value copy, Next (*step)(Value iterator, Value *item));
Value iterator_iter_self(Value self); /* the iter slot of iterators */
/* What __reduce__ of an iterator names: iter or reversed of builtins; owned. */
MUST_CHECK Value iterator_builtin(const char *name);

#endif
