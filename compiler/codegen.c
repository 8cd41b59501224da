/* Units, the instructions they collect and the variables these name. */
#include "compiler/codegen.h"

#include "compiler/flowgraph.h"

/* ---- instructions ----------------------------------------------------------------------- */

void emit(Codegen *c, CodePosition at, unsigned opcode, uint32_t arg) {
    Unit *unit = c->unit;
    Instruction *instruction =
        CONTEXT_APPEND(c->context, unit->instructions, unit->count, unit->capacity);
    instruction->opcode = opcode;
    instruction->may_be_null = false;
    instruction->units = 0;
    instruction->arg = arg;
    instruction->at = at;
    instruction->target = NULL;
    instruction->handler = NULL;
}

void emit_jump(Codegen *c, CodePosition at, unsigned opcode, Label label) {
    emit(c, at, opcode, label);
}

void emit_constant(Codegen *c, CodePosition at, Constant constant) {
    emit(c, at, OP_LOAD_CONST, constant_pool_add(c->context, &c->unit->constants, &constant));
}

void emit_none(Codegen *c, CodePosition at) {
    emit_constant(c, at, constant_none());
}

void emit_text(Codegen *c, CodePosition at, Text text) {
    emit_constant(c, at, constant_of_text(text));
}

void emit_tuple_of_texts(Codegen *c, CodePosition at, const Text *texts, size_t count) {
    Constant *items = context_alloc(c->context, (count ? count : 1) * sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = constant_of_text(texts[i]);
    emit_constant(c, at, (Constant){.kind = CONSTANT_TUPLE, .sequence = {count, items}});
}

Label new_label(Codegen *c) {
    Unit *unit = c->unit;
    *CONTEXT_APPEND(c->context, unit->labels, unit->label_count, unit->label_capacity) = LABEL_NONE;
    return unit->label_count - 1;
}

void place_label(Codegen *c, Label label) {
    c->unit->labels[label] = c->unit->count;
}

/* ---- names ------------------------------------------------------------------------------ */

Name mangle_in_unit(Codegen *c, Name name) {
    return scope_mangle(c->context, c->unit->scope, c->unit->class_name, name);
}

uint32_t number_of(Codegen *c, SymbolMap *map, Name name) {
    return symbol_add(c->context, map, name) - map->items;
}

/* A name may be both: free in the function, and a cell of a comprehension inlined there. */
uint32_t cell_number(Codegen *c, Name name) {
    Unit *unit = c->unit;
    const Symbol *cell = symbol_lookup(&unit->cells, name);
    const Symbol *free_variable = symbol_lookup(&unit->frees, name);
    if (free_variable && (!cell || scope_variable(unit->scope, name) == VARIABLE_FREE))
        return unit->cells.count + (free_variable - unit->frees.items);
    if (!cell) {
        Text text = context_text(c->context, name);
        context_fail(c->context, DIAGNOSTIC_SYSTEM, "the variable '%.*s' has no cell",
                     TEXT_ARGS(text));
    }
    return cell - unit->cells.items;
}

/* What a function within takes. From a class: the class's own __class__, whatever its body means by
 * the name. */
uint32_t closure_number(Codegen *c, Name name) {
    Unit *unit = c->unit;
    const Symbol *cell = symbol_lookup(&unit->cells, name);
    if (cell && unit->kind == UNIT_CLASS && (name == NAME_CLASS_CELL || name == NAME_CLASS_DICT))
        return cell - unit->cells.items;
    return cell_number(c, name);
}

void check_forbidden_name(Codegen *c, CodePosition at, Text name, ExprContext use) {
    if (use != CONTEXT_LOAD && text_is(name, "__debug__"))
        context_error(c->context, at,
                      use == CONTEXT_STORE ? "cannot assign to __debug__"
                                           : "cannot delete __debug__");
}

typedef struct NameOpcodes {
    uint8_t opcodes[3]; /* by ExprContext */
} NameOpcodes;

static const NameOpcodes fast_opcodes = {{OP_LOAD_FAST, OP_STORE_FAST, OP_DELETE_FAST}};
static const NameOpcodes cell_opcodes = {{OP_LOAD_DEREF, OP_STORE_DEREF, OP_DELETE_DEREF}};
static const NameOpcodes global_opcodes = {{OP_LOAD_GLOBAL, OP_STORE_GLOBAL, OP_DELETE_GLOBAL}};
static const NameOpcodes plain_opcodes = {{OP_LOAD_NAME, OP_STORE_NAME, OP_DELETE_NAME}};

static bool is_hidden_local(const Unit *unit, Name name) {
    const Symbol *symbol = symbol_lookup(&unit->hidden, name);
    return symbol && symbol->flags;
}

static void emit_cell_name(Codegen *c, CodePosition at, Name name, ExprContext use) {
    Unit *unit = c->unit;
    unsigned opcode = cell_opcodes.opcodes[use];
    if (use == CONTEXT_LOAD) {
        if (unit->scope->kind == SCOPE_CLASS && !unit->in_inlined_comprehension) {
            emit(c, at, OP_LOAD_LOCALS, 0);
            opcode = OP_LOAD_FROM_DICT_OR_DEREF;
        } else if (unit->scope->sees_class) {
            emit(c, at, OP_LOAD_DEREF, cell_number(c, NAME_CLASS_DICT));
            opcode = OP_LOAD_FROM_DICT_OR_DEREF;
        }
    }
    emit(c, at, opcode, cell_number(c, name));
}

void emit_name(Codegen *c, CodePosition at, Name name, ExprContext use) {
    Unit *unit = c->unit;
    if (name == NAME_DEBUG)
        check_forbidden_name(c, at, context_text(c->context, name), use);
    name = mangle_in_unit(c, name);
    const NameOpcodes *opcodes = &plain_opcodes;
    bool function_like = scope_is_function_like(unit->scope);
    Variable variable = scope_variable(unit->scope, name);
    switch (variable) {
    case VARIABLE_FREE:
    case VARIABLE_CELL:
        emit_cell_name(c, at, name, use);
        return;
    case VARIABLE_LOCAL:
        if (function_like || is_hidden_local(unit, name)) {
            emit(c, at, fast_opcodes.opcodes[use], number_of(c, &unit->locals, name));
            return;
        }
        break;
    case VARIABLE_GLOBAL_IMPLICIT:
        if (function_like)
            opcodes = &global_opcodes;
        break;
    case VARIABLE_GLOBAL_EXPLICIT:
        opcodes = &global_opcodes;
        break;
    case VARIABLE_UNKNOWN:
        break;
    }
    unsigned opcode = opcodes->opcodes[use];
    if (opcode == OP_LOAD_GLOBAL && variable == VARIABLE_GLOBAL_IMPLICIT &&
        unit->scope->sees_class) {
        emit(c, at, OP_LOAD_DEREF, cell_number(c, NAME_CLASS_DICT));
        opcode = OP_LOAD_FROM_DICT_OR_GLOBALS;
    } else if (opcode == OP_LOAD_NAME && unit->scope->kind == SCOPE_CLASS &&
               unit->in_inlined_comprehension) {
        opcode = OP_LOAD_GLOBAL;
    }
    emit(c, at, opcode, number_of(c, &unit->names, name));
}

void emit_name_text(Codegen *c, CodePosition at, Text name, ExprContext use) {
    emit_name(c, at, context_name(c->context, name), use);
}

void emit_with_name(Codegen *c, CodePosition at, unsigned opcode, Text name) {
    Name mangled = mangle_in_unit(c, context_name(c->context, name));
    emit(c, at, opcode, number_of(c, &c->unit->names, mangled));
}

/* ---- units ------------------------------------------------------------------------------ */

static bool is_function_unit(const Unit *unit) {
    return unit->kind == UNIT_FUNCTION || unit->kind == UNIT_ASYNC_FUNCTION ||
           unit->kind == UNIT_LAMBDA;
}

static Text qualified_name(Codegen *c, const Unit *unit) {
    const Unit *parent = unit->outer;
    if (!parent || !parent->outer)
        return unit->name;
    if (parent->kind == UNIT_TYPE_PARAMETERS) {
        parent = parent->outer;
        if (!parent->outer)
            return unit->name;
    }
    if (unit->kind == UNIT_FUNCTION || unit->kind == UNIT_ASYNC_FUNCTION ||
        unit->kind == UNIT_CLASS) {
        Name mangled = scope_mangle(c->context, parent->scope, parent->class_name,
                                    context_name(c->context, unit->name));
        if (scope_variable(parent->scope, mangled) == VARIABLE_GLOBAL_EXPLICIT)
            return unit->name;
    }
    Text parts[] = {parent->qualname,
                    is_function_unit(parent) ? (Text){".<locals>.", 10} : (Text){".", 1},
                    unit->name};
    return context_concat(c->context, parts, 3);
}

/* Heap sort: few names as a rule, but thousands must not be dear. */
void sort_names(Codegen *c, SymbolMap *map) {
    const NameTable *table = &c->context->names;
    Symbol *items = map->items;
    for (uint32_t end = map->count, start = map->count / 2; end > 1;) {
        Symbol sinking;
        if (start > 0) {
            sinking = items[--start];
        } else {
            sinking = items[--end];
            items[end] = items[0];
        }
        uint32_t hole = start, child;
        while ((child = 2 * hole + 1) < end) {
            if (child + 1 < end &&
                names_compare(table, items[child + 1].name, items[child].name) > 0)
                child++;
            if (names_compare(table, items[child].name, sinking.name) <= 0)
                break;
            items[hole] = items[child];
            hole = child;
        }
        items[hole] = sinking;
    }
}

/* The scope's names that are cells or free, in the order of their texts. */
static void collect_sorted(Codegen *c, SymbolMap *map, const Scope *scope, Variable variable,
                           unsigned flag) {
    SymbolMap found = {0};
    for (uint32_t i = 0; i < scope->symbols.count; i++) {
        const Symbol *symbol = &scope->symbols.items[i];
        if (symbol->variable == variable || (symbol->flags & flag))
            *CONTEXT_APPEND(c->context, found.items, found.count, found.capacity) = *symbol;
    }
    sort_names(c, &found);
    for (uint32_t i = 0; i < found.count; i++)
        symbol_add(c->context, map, found.items[i].name);
}

void unit_enter(Codegen *c, Text name, UnitKind kind, const void *key, int32_t first_line,
                Name class_name) {
    context_check_stack(c->context);
    Unit *unit = context_alloc(c->context, sizeof *unit);
    Scope *scope = symbol_table_scope(c->table, key);
    unit->outer = c->unit;
    unit->kind = kind;
    unit->scope = scope;
    unit->name = name;
    unit->class_name = class_name ? class_name : c->unit ? c->unit->class_name : NAME_NONE;
    unit->first_line = first_line;
    for (uint32_t i = 0; i < scope->parameter_count; i++)
        symbol_add(c->context, &unit->locals, scope->parameters[i]);
    collect_sorted(c, &unit->cells, scope, VARIABLE_CELL, DEF_COMPREHENSION_CELL);
    if (scope->needs_class_cell)
        symbol_add(c->context, &unit->cells, NAME_CLASS_CELL);
    if (scope->needs_class_dict)
        symbol_add(c->context, &unit->cells, NAME_CLASS_DICT);
    collect_sorted(c, &unit->frees, scope, VARIABLE_FREE, DEF_FREE_CLASS);
    unit->qualname = qualified_name(c, unit);
    c->unit = unit;
    CodePosition at = {first_line, first_line, 0, 0};
    if (kind == UNIT_MODULE)
        at.line = 0;
    emit(c, at, OP_RESUME, RESUME_AT_START);
}

static uint32_t unit_flags(const Codegen *c, const Unit *unit) {
    const Scope *scope = unit->scope;
    uint32_t flags = c->context->future & CO_FUTURE_MASK;
    if (scope_is_function_like(scope)) {
        flags |= CO_NEWLOCALS | CO_OPTIMIZED;
        if (scope->is_nested)
            flags |= CO_NESTED;
        if (scope->is_generator && scope->is_coroutine)
            flags |= CO_ASYNC_GENERATOR;
        else if (scope->is_generator)
            flags |= CO_GENERATOR;
        else if (scope->is_coroutine)
            flags |= CO_COROUTINE;
        if (unit->has_varargs)
            flags |= CO_VARARGS;
        if (unit->has_varkeywords)
            flags |= CO_VARKEYWORDS;
    } else if (c->context->options->top_level_await && scope->is_coroutine &&
               !scope->is_generator) {
        flags |= CO_COROUTINE;
    }
    return flags;
}

Code *unit_leave(Codegen *c, bool return_none) {
    Unit *unit = c->unit;
    if (return_none) {
        emit_none(c, NO_POSITION);
        emit(c, NO_POSITION, OP_RETURN_VALUE, 0);
    }
    Code *code = flowgraph_compile(c, unit, unit_flags(c, unit));
    c->unit = unit->outer;
    return code;
}

void emit_closure(Codegen *c, CodePosition at, Code *code, unsigned flags) {
    if (code->free_count) {
        const CodeSlot *frees = code->slots + code->slot_count - code->free_count;
        for (uint32_t i = 0; i < code->free_count; i++)
            emit(c, at, PSEUDO_LOAD_CLOSURE,
                 closure_number(c, context_name(c->context, frees[i].name)));
        emit(c, at, OP_BUILD_TUPLE, code->free_count);
        flags |= FUNCTION_CLOSURE;
    }
    emit_constant(c, at, (Constant){.kind = CONSTANT_CODE, .code = code});
    emit(c, at, OP_MAKE_FUNCTION, 0);
    static const unsigned order[] = {FUNCTION_CLOSURE, FUNCTION_ANNOTATIONS,
                                     FUNCTION_KEYWORD_DEFAULTS, FUNCTION_DEFAULTS};
    for (size_t i = 0; i < 4; i++)
        if (flags & order[i])
            emit(c, at, OP_SET_FUNCTION_ATTRIBUTE, order[i]);
}

/* ---- the module ------------------------------------------------------------------------- */

Code *codegen_module(Codegen *c, Node *module) {
    unit_enter(c, context_text(c->context, NAME_MODULE_CODE), UNIT_MODULE, module, 1, NAME_NONE);
    CodePosition start = {1, 1, 0, 0};
    bool return_none = true;
    if (module->kind == NODE_EXPRESSION) {
        visit_expression(c, ((ExpressionNode *)module)->body);
        emit(c, NO_POSITION, OP_RETURN_VALUE, 0);
        return_none = false;
    } else if (module->kind == NODE_INTERACTIVE) {
        const NodeList *body = &((InteractiveNode *)module)->body;
        c->interactive = true;
        if (has_annotations(body))
            emit(c, start, OP_SETUP_ANNOTATIONS, 0);
        visit_statements(c, body);
    } else {
        emit_body(c, start, &((ModuleNode *)module)->body);
    }
    return unit_leave(c, return_none);
}
