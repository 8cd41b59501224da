/* struct_rusage, shared by module resource and os.wait3, os.wait4. */
#ifndef LIB_NATIVE_POSIX_RESOURCE_H
#define LIB_NATIVE_POSIX_RESOURCE_H

#include "vm/vm.h"

#include <sys/resource.h>

MUST_CHECK Value resource_usage_value(const struct rusage *usage);

#endif
