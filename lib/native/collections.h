/* _collections: what its files share. */
#ifndef LIB_NATIVE_COLLECTIONS_H
#define LIB_NATIVE_COLLECTIONS_H

#include "vm/vm.h"

extern Type collections_deque_type, collections_deque_iterator_type,
    collections_deque_reverse_iterator_type, collections_defaultdict_type,
    collections_ordered_dict_type, collections_tuple_getter_type;

#endif
