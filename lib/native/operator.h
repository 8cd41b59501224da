/* _operator: what its files share. */
#ifndef LIB_NATIVE_OPERATOR_H
#define LIB_NATIVE_OPERATOR_H

#include "vm/vm.h"

extern Type operator_itemgetter_type, operator_attrgetter_type, operator_methodcaller_type;

#endif
