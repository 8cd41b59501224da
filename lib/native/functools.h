/* _functools: what its files share. */
#ifndef LIB_NATIVE_FUNCTOOLS_H
#define LIB_NATIVE_FUNCTOOLS_H

#include "vm/vm.h"

extern Type functools_partial_type, functools_lru_cache_type, functools_key_type;

#endif
