/* The VM as types and native modules see it: include this. */
#ifndef VM_VM_H
#define VM_VM_H

#include "vm/value.h"
#include "vm/type.h"
#include "vm/thread.h"
#include "vm/raise.h"
#include "vm/operations.h"
#include "vm/arguments.h"
#include "vm/names.h"
#include "vm/objects/int.h"
#include "vm/objects/float.h"
#include "vm/objects/str.h"
#include "vm/objects/bytes.h"
#include "vm/objects/tuple.h"
#include "vm/objects/list.h"
#include "vm/objects/dict.h"
#include "vm/objects/set.h"
#include "vm/objects/range.h"
#include "vm/objects/slice.h"
#include "vm/objects/iterators.h"
#include "vm/objects/repr_guard.h"
#include "vm/objects/instance.h"
#include "vm/objects/function.h"
#include "vm/objects/module.h"

#endif
