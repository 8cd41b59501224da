/* The dict of the calling thread, which ends with it. The collector never knows of it. */
#ifndef LIB_NATIVE_THREAD_LOCAL_H
#define LIB_NATIVE_THREAD_LOCAL_H

#include "vm/value.h"

MUST_CHECK bool thread_dict_set(Value key, Value value); /* makes the dict if need be */

#endif
