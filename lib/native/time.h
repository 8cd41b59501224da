/* The two halves of module time: clocks and sleeping (time.c), the calendar (time_calendar.c). */
#ifndef LIB_NATIVE_TIME_H
#define LIB_NATIVE_TIME_H

#include "vm/objects/simple_namespace.h"
#include "vm/vm.h"

#include <time.h>

Value time_gmtime(Value self, Value *args);
Value time_localtime(Value self, Value *args);
Value time_asctime(Value self, Value *args);
Value time_ctime(Value self, Value *args);
Value time_mktime(Value self, Value *args);
Value time_strftime(Value self, Value *args);
Value time_tzset(Value self, Value *args);
MUST_CHECK bool time_add_calendar(Module *module);

#endif
