/* import and from ... import. */
#include "compiler/codegen.h"

/* import a.b.c as d: a is imported, then b and c are taken from it. */
static void emit_import_as(Codegen *c, CodePosition at, Text name, Text asname) {
    const char *end = name.bytes + name.size, *dot = memchr(name.bytes, '.', name.size);
    if (!dot) {
        emit_name_text(c, at, asname, CONTEXT_STORE);
        return;
    }
    for (;;) {
        const char *start = dot + 1;
        dot = memchr(start, '.', end - start);
        Text part = {start, (size_t)((dot ? dot : end) - start)};
        emit_with_name(c, at, OP_IMPORT_FROM, part);
        if (!dot)
            break;
        emit(c, at, OP_SWAP, 2);
        emit(c, at, OP_POP_TOP, 0);
    }
    emit_name_text(c, at, asname, CONTEXT_STORE);
    emit(c, at, OP_POP_TOP, 0);
}

static void emit_module_name(Codegen *c, CodePosition at, Text name) {
    Name number = context_name(c->context, name.bytes ? name : (Text){"", 0});
    emit(c, at, OP_IMPORT_NAME, number_of(c, &c->unit->names, number));
}

void emit_import(Codegen *c, ImportNode *node) {
    CodePosition at = node_position(&node->base);
    for (size_t i = 0; i < node->names.count; i++) {
        AliasNode *alias = (AliasNode *)node->names.items[i];
        emit_constant(c, at, constant_of_int(0));
        emit_none(c, at);
        emit_module_name(c, at, alias->name);
        if (alias->asname.bytes) {
            emit_import_as(c, at, alias->name, alias->asname);
            continue;
        }
        const char *dot = memchr(alias->name.bytes, '.', alias->name.size);
        Text first = {alias->name.bytes,
                      dot ? (size_t)(dot - alias->name.bytes) : alias->name.size};
        emit_name_text(c, at, first, CONTEXT_STORE);
    }
}

static bool is_after(const Node *node, const Node *other) {
    return !other || node->lineno > other->lineno ||
           (node->lineno == other->lineno && node->col_offset > other->col_offset);
}

void emit_import_from(Codegen *c, ImportFromNode *node) {
    CodePosition at = node_position(&node->base);
    if (node->module.bytes && text_is(node->module, "__future__") && node->level == 0 &&
        is_after(&node->base, c->last_future))
        context_error(c->context, at,
                      "from __future__ imports must occur at the beginning of the file");
    size_t count = node->names.count;
    Text *names = context_alloc(c->context, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = ((AliasNode *)node->names.items[i])->name;
    emit_constant(c, at, constant_of_int(node->level));
    emit_tuple_of_texts(c, at, names, count);
    emit_module_name(c, at, node->module);
    if (count == 1 && text_is(names[0], "*")) {
        emit(c, at, OP_CALL_INTRINSIC_1, INTRINSIC_IMPORT_STAR);
        emit(c, NO_POSITION, OP_POP_TOP, 0);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        AliasNode *alias = (AliasNode *)node->names.items[i];
        emit_with_name(c, at, OP_IMPORT_FROM, alias->name);
        emit_name_text(c, at, alias->asname.bytes ? alias->asname : alias->name, CONTEXT_STORE);
    }
    emit(c, at, OP_POP_TOP, 0);
}
