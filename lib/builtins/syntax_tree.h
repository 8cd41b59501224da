/* Syntax trees as Python objects (the classes of _ast) and back. */
#ifndef LIB_BUILTINS_SYNTAX_TREE_H
#define LIB_BUILTINS_SYNTAX_TREE_H

#include "parser/ast.h"
#include "parser/parse.h"
#include "vm/vm.h"

/* Whether `value` is a node: an instance of _ast.AST. Does not import _ast for it. */
MUST_CHECK Answer is_syntax_tree(Value value);

MUST_CHECK Value syntax_tree_to_object(const Node *tree);

/* The tree of an object; its memory is the region's. TypeError, ValueError: it is no valid one for
 * the mode. */
MUST_CHECK Node *syntax_tree_from_object(Value object, ParseMode mode, MemRegion *region);

#endif
