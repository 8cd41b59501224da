/* The dict of the calling thread, which ends with it. */
#ifndef LIB_NATIVE_THREAD_LOCAL_H
#define LIB_NATIVE_THREAD_LOCAL_H

#include "vm/value.h"

MUST_CHECK Dict *thread_dict_borrowed(void); /* made if need be */

#endif
