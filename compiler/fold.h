/* Constant folding on the tree: nodes whose value is known become Constant nodes. */
#ifndef COMPILER_FOLD_H
#define COMPILER_FOLD_H

#include "compiler/context.h"

void fold_tree(Context *context, Node *module);

#endif
