/* from __future__ import ...: which features a module asks for. */
#ifndef COMPILER_FUTURE_H
#define COMPILER_FUTURE_H

#include "compiler/context.h"

/* Adds the module's features to context->future; the last such import, or null. */
const Node *future_scan(Context *context, const Node *module);

#endif
