/* Code generation: from the tree and the symbol table to instructions.
 *
 * A Unit is a code object in the making; units nest as scopes do. Each codegen_*.c file emits one
 * family of constructs; what they share is here. Jumps go to labels, which are placed with
 * place_label. Frame blocks say what break, continue and return must undo on their way out. */
#ifndef COMPILER_CODEGEN_H
#define COMPILER_CODEGEN_H

#include "compiler/constant.h"
#include "compiler/instructions.h"
#include "compiler/symbol_table.h"

enum {
    BLOCKS_MAX = 21,          /* nesting of blocks, as in CPython */
    STACK_USE_GUIDELINE = 30, /* displays and calls with more items are built piecewise */
};

typedef enum FrameBlockKind {
    BLOCK_WHILE,
    BLOCK_FOR,
    BLOCK_TRY_EXCEPT,
    BLOCK_FINALLY_TRY,
    BLOCK_FINALLY_END,
    BLOCK_WITH,
    BLOCK_ASYNC_WITH,
    BLOCK_HANDLER_CLEANUP,
    BLOCK_POP_VALUE,
    BLOCK_EXCEPTION_HANDLER,
    BLOCK_EXCEPTION_GROUP_HANDLER,
    BLOCK_ASYNC_COMPREHENSION,
    BLOCK_STOP_ITERATION,
} FrameBlockKind;

typedef struct FrameBlock {
    FrameBlockKind kind;
    Label start, exit;
    CodePosition at;
    Text name;                 /* of a handler: the variable to unbind, or absent */
    const NodeList *finalbody; /* of a try: what runs on the way out */
} FrameBlock;

typedef enum UnitKind {
    UNIT_MODULE,
    UNIT_CLASS,
    UNIT_FUNCTION,
    UNIT_ASYNC_FUNCTION,
    UNIT_LAMBDA,
    UNIT_COMPREHENSION,
    UNIT_TYPE_PARAMETERS,
} UnitKind;

typedef struct Unit {
    struct Unit *outer;
    UnitKind kind;
    Scope *scope;
    Text name, qualname;
    Name class_name; /* names are mangled with it */
    int32_t first_line;
    uint32_t argcount, posonlyargcount, kwonlyargcount;
    bool has_varargs, has_varkeywords;
    Instruction *instructions;
    uint32_t count, capacity;
    uint32_t *labels; /* index of the instruction at a label */
    uint32_t label_count, label_capacity;
    SymbolMap locals, cells, frees, names; /* a symbol's place is its number */
    SymbolMap hidden;            /* flags 1: a fast local now, of an inlined comprehension;
                                    present at all: has been one */
    SymbolMap static_attributes; /* of a class: what its methods set on self */
    ConstantPool constants;
    FrameBlock blocks[BLOCKS_MAX];
    int block_count;
    Label stop_iteration; /* handler of a generator's body */
    bool in_inlined_comprehension;
} Unit;

typedef struct Codegen {
    Context *context;
    SymbolTable *table;
    Unit *unit;
    int optimize;
    bool interactive;
    const Node *last_future; /* the last `from __future__ import` that counts, or null */
    FILE *dump;              /* of the flow graphs, or null */
} Codegen;

/* The whole of code generation, down to the finished Code of the module. */
Code *codegen_module(Codegen *c, Node *module);

/* ---- units (codegen.c) ------------------------------------------------------------------ */

void unit_enter(Codegen *c, Text name, UnitKind kind, const void *key, int32_t first_line,
                Name class_name);
/* Finish the current unit: flow graph, assembly. If `return_none`, its end is reached with an empty
 * stack and returns None. */
Code *unit_leave(Codegen *c, bool return_none);
/* Push a function made of `code`; attributes that `flags` (FUNCTION_*) names are on the stack. */
void emit_closure(Codegen *c, CodePosition at, Code *code, unsigned flags);

/* ---- instructions (codegen.c) ----------------------------------------------------------- */

void emit(Codegen *c, CodePosition at, unsigned opcode, uint32_t arg);
void emit_jump(Codegen *c, CodePosition at, unsigned opcode, Label label);
void emit_constant(Codegen *c, CodePosition at, Constant constant);
void emit_none(Codegen *c, CodePosition at);
void emit_text(Codegen *c, CodePosition at, Text text);
void emit_tuple_of_texts(Codegen *c, CodePosition at, const Text *texts, size_t count);
Label new_label(Codegen *c);
void place_label(Codegen *c, Label label);

/* ---- names (codegen.c) ------------------------------------------------------------------ */

Name mangle_in_unit(Codegen *c, Name name);
void emit_name(Codegen *c, CodePosition at, Name name, ExprContext use);
void emit_name_text(Codegen *c, CodePosition at, Text name, ExprContext use);
/* An instruction whose operand is a name: attributes, imports. */
void emit_with_name(Codegen *c, CodePosition at, unsigned opcode, Text name);
void check_forbidden_name(Codegen *c, CodePosition at, Text name, ExprContext use);
uint32_t number_of(Codegen *c, SymbolMap *map, Name name);
/* By the order of their texts; the map must not be looked up in afterwards. */
void sort_names(Codegen *c, SymbolMap *map);
/* Number of a variable that is a cell or free. */
uint32_t cell_number(Codegen *c, Name name);
uint32_t closure_number(Codegen *c, Name name);

/* ---- frame blocks (codegen_statement.c) ------------------------------------------------- */

void push_block(Codegen *c, FrameBlock block);
void pop_block(Codegen *c);
/* Call the __exit__ on the stack with three Nones. */
void emit_exit_with_nones(Codegen *c, CodePosition at);
/* name = None; del name */
void emit_unbind(Codegen *c, CodePosition at, Text name);

/* ---- generators (codegen_function.c) ---------------------------------------------------- */

/* The body of a generator or coroutine: a StopIteration that leaves it becomes a RuntimeError.
 * end_stop_iteration returns None before the handler. */
void begin_stop_iteration(Codegen *c);
void end_stop_iteration(Codegen *c);

/* ---- constructs ------------------------------------------------------------------------- */

void visit_expression(Codegen *c, Node *node);
void visit_statements(Codegen *c, const NodeList *list);
void visit_statement(Codegen *c, Node *node);
void emit_jump_if(Codegen *c, CodePosition at, Node *test, Label target, bool condition);
void emit_yield_from(Codegen *c, CodePosition at, bool await);
void emit_yield(Codegen *c, CodePosition at);
void emit_call(Codegen *c, CodePosition at, CallNode *call);
/* Arguments and the call itself; the callee and `pushed` arguments are on the stack. `extra_base`
 * is a variable passed after the positional ones, or NAME_NONE. */
void emit_arguments(Codegen *c, CodePosition at, uint32_t pushed, const NodeList *args,
                    Name extra_base, const NodeList *keywords);
void emit_display(Codegen *c, CodePosition at, const NodeList *items, Name extra, uint32_t pushed,
                  unsigned build, unsigned add, unsigned extend, bool tuple);
void emit_super(Codegen *c, AttributeNode *attribute, bool method);
bool can_optimize_super(Codegen *c, AttributeNode *attribute);
CodePosition attribute_position(CodePosition at, const AttributeNode *attribute);
void emit_comprehension(Codegen *c, Node *node);
void emit_function(Codegen *c, FunctionDefNode *node);
void emit_lambda(Codegen *c, LambdaNode *node);
void emit_class(Codegen *c, ClassDefNode *node);
void emit_type_alias(Codegen *c, TypeAliasNode *node);
void emit_type_parameters(Codegen *c, const NodeList *parameters);
Text generic_name(Codegen *c, Text name);
void emit_annotation(Codegen *c, Node *annotation);
void emit_try(Codegen *c, TryNode *node);
void emit_with(Codegen *c, WithNode *node);
void emit_augmented_assignment(Codegen *c, AugAssignNode *node);
void emit_match(Codegen *c, MatchNode *node);
void emit_import(Codegen *c, ImportNode *node);
void emit_import_from(Codegen *c, ImportFromNode *node);
/* The statements of a module or class: annotations, docstring, the rest. */
void emit_body(Codegen *c, CodePosition at, const NodeList *body);
/* The docstring that opens `body`, cleaned; or null. */
Constant *body_docstring(Codegen *c, const NodeList *body);
bool has_annotations(const NodeList *body);

static inline bool is_constant(const Node *node) {
    return node->kind == NODE_CONSTANT;
}
static inline Constant *constant_of(Node *node) {
    return &((ConstantNode *)node)->value;
}

/* Warnings about what can only be a mistake (codegen_warning.c). */
void warn_compare(Codegen *c, CompareNode *node);
void warn_call(Codegen *c, Node *callee);
void warn_subscript(Codegen *c, SubscriptNode *node);

/* The source of an expression, for postponed annotations (unparse.c). */
Text unparse_expression(Context *context, Node *node);

#endif
