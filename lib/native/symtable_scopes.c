/* _symtable_scopes: the compiler's symbol table as tuples, for _symtable.py. */
#include "compiler/scope_info.h"
#include "vm/import.h"
#include "vm/vm.h"

static Value text_value(Text text) {
    return value_of(str_from_wtf8(text.bytes, text.size));
}

static Value symbols_value(const ScopeInfo *info) {
    Dict *dict = dict_new();
    for (size_t i = 0; dict && i < info->symbol_count; i++) {
        Value name = text_value(info->symbols[i].name);
        bool done =
            name && dict_set(dict, name, value_of_small_int((int64_t)info->symbols[i].flags));
        decref_maybe(name);
        if (!done) {
            GIVE_UP(dict);
            return NULL;
        }
    }
    return value_of(dict);
}

static Value parameters_value(const ScopeInfo *info) {
    List *list = list_new(info->parameter_count);
    for (size_t i = 0; list && i < info->parameter_count; i++) {
        Value name = text_value(info->parameters[i]);
        if (!name || !list_append_steal(list, name)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

static Value scope_value(const ScopeInfo *info);

static Value children_value(const ScopeInfo *info) {
    List *list = list_new(info->child_count);
    for (size_t i = 0; list && i < info->child_count; i++) {
        Value child = scope_value(&info->children[i]);
        if (!child || !list_append_steal(list, child)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

/* (name, type, line, nested, symbols, parameters, children) */
static Value scope_value(const ScopeInfo *info) {
    if (!recursion_enter(" in a symbol table"))
        return NULL;
    Value name = text_value(info->name), symbols = symbols_value(info);
    Value parameters = parameters_value(info), children = children_value(info);
    Value result = NULL;
    if (name && symbols && parameters && children)
        result = value_of(tuple_pack(7, name, value_of_small_int(info->kind),
                                     value_of_small_int(info->line), value_of_bool(info->nested),
                                     symbols, parameters, children));
    decref_maybe(name);
    decref_maybe(symbols);
    decref_maybe(parameters);
    decref_maybe(children);
    return result;
}

static Value scopes_of(const char *source, size_t size, const CompileOptions *options) {
    MemRegion *region = mem_region_new();
    if (!region)
        return raise_no_memory();
    ScopeInfo scopes;
    Node *tree = compile_to_tree(source, size, options, region);
    Value result = NULL;
    if (tree && compile_tree_scopes(tree, options, region, &scopes))
        result = scope_value(&scopes);
    mem_region_free(region);
    return result;
}

/* The source is bytes, of UTF-8 if decoded already; the mode a ParseMode. */
static Value fn_scopes(Value self, Value *args) {
    int mode;
    Buffer buffer;
    if (!int_as_int(args[2], &mode))
        return NULL;
    if (mode < PARSE_EXEC || mode > PARSE_SINGLE)
        return raise_value_error("unknown mode");
    Bytes *filename = str_to_file_name(args[1]);
    if (!filename)
        return NULL;
    Value result = NULL;
    if (buffer_get(args[0], &buffer, false)) {
        CompileOptions options = COMPILE_OPTIONS_DEFAULT;
        options.filename = (const char *)filename->data;
        options.mode = mode;
        options.parse_flags = args[3] == TRUE_VALUE ? PARSE_SOURCE_IS_UTF8 : 0;
        result = scopes_of((const char *)buffer.bytes, buffer.size, &options);
        buffer_release(&buffer);
    }
    GIVE_UP(filename);
    return result;
}

static const NativeMethod functions[] = {
    NATIVE("scopes(source, filename, mode, decoded, /)", fn_scopes,
           "The scopes of a source as tuples."),
    NATIVE_END,
};

const NativeModule _symtable_scopes_module = {
    .name = "_symtable_scopes",
    .functions = functions,
};
