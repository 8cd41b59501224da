/* The attribute memo of picklers and unpicklers. */
#ifndef LIB_NATIVE_PICKLE_MEMO_PROXY_H
#define LIB_NATIVE_PICKLE_MEMO_PROXY_H

#include "lib/native/pickle/unpickler.h"

Value pickler_get_memo(Value self);
bool pickler_set_memo(Value self, Value value);
Value unpickler_get_memo(Value self);
bool unpickler_set_memo(Value self, Value value);

#endif
