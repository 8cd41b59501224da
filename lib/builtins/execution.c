/* Builtin functions that run code: eval, exec, compile, __import__, __build_class__; and open and
 * breakpoint, which other modules define. */
#include "lib/builtins/builtins.h"
#include "lib/builtins/syntax_tree.h"
#include "memory/region.h"
#include "vm/audit.h"
#include "vm/finder.h"
#include "vm/import.h"
#include "vm/interpreter.h"
#include "vm/sys.h"

#include <string.h>

/* ---- source ---------------------------------------------------------------------------------- */

typedef struct Given {
    const char *bytes;
    size_t size;
    unsigned parse_flags;
    Buffer buffer;
    bool has_buffer;
} Given;

static bool source_open(Given *source, Value value, const char *function, const char *what) {
    *source = (Given){0};
    if (is_str(value)) {
        source->bytes = str_utf8(str_of(value), &source->size);
        source->parse_flags = PARSE_SOURCE_IS_UTF8;
        if (!source->bytes)
            return false;
    } else {
        if (is_small_int(value) || !type_of(value)->get_buffer)
            return raise_type_error("%s() arg 1 must be a %s object", function, what);
        if (!buffer_get(value, &source->buffer, false))
            return false;
        source->has_buffer = true;
        source->bytes = (const char *)source->buffer.bytes;
        source->size = source->buffer.size;
    }
    if (memchr(source->bytes, 0, source->size)) {
        if (source->has_buffer)
            buffer_release(&source->buffer);
        return raise_error(&exc_SyntaxError, "source code string cannot contain null bytes");
    }
    return true;
}

static void source_close(Given *source) {
    if (source->has_buffer)
        buffer_release(&source->buffer);
}

/* Hooks are shown the source as bytes. */
static bool audit_source(const Given *source, const char *filename) {
    Bytes *bytes = bytes_new(source->bytes, source->size);
    bool done = bytes && audit("compile", "Os", value_of(bytes), filename);
    decref_maybe(value_of(bytes));
    return done;
}

static uint32_t inherited_future(void) {
    Frame *frame = frame_current();
    return frame ? frame_code(frame)->flags & CO_FUTURE_MASK : 0;
}

static CodeObject *compile_value(Value value, ParseMode mode, const char *function,
                                 const char *what) {
    Given source;
    if (!source_open(&source, value, function, what))
        return NULL;
    if (!audit_source(&source, "<string>")) {
        source_close(&source);
        return NULL;
    }
    if (mode == PARSE_EVAL)
        while (source.size && (*source.bytes == ' ' || *source.bytes == '\t')) {
            source.bytes++;
            source.size--;
        }
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.mode = mode;
    options.parse_flags = source.parse_flags;
    options.future = inherited_future();
    options.optimize = sys_optimize_level();
    options.max_int_digits = int_max_str_digits;
    CodeObject *code = compile_to_code_object(source.bytes, source.size, &options);
    source_close(&source);
    return code;
}

/* ---- eval, exec ------------------------------------------------------------------------------ */

static bool is_mapping(Value value) {
    return is_object(value) && type_of(value)->get_item != NULL;
}

/* Both namespaces as eval and exec run in: owned. */
static bool namespaces(Value globals, Value locals, Value *globals_owned, Value *locals_owned) {
    Frame *frame = frame_current();
    bool has_globals = globals && globals != NONE, has_locals = locals && locals != NONE;
    *globals_owned = *locals_owned = NULL;
    if (!frame && !has_globals)
        return raise_type_error("eval must be given globals and locals when called without a "
                                "frame");
    *globals_owned = own(has_globals ? globals : value_of(frame_globals(frame)));
    if (has_locals)
        *locals_owned = own(locals);
    else
        *locals_owned = has_globals ? own(globals) : frame_locals(frame);
    if (!*locals_owned) {
        clear_value(globals_owned);
        return false;
    }
    return true;
}

static bool add_builtins(Dict *globals) {
    if (dict_get_name_borrowed(globals, names.__builtins__))
        return true;
    Frame *frame = frame_current();
    Dict *builtins = frame ? frame_builtins(frame) : builtins_dict_borrowed();
    return dict_set_name(globals, names.__builtins__, value_of(builtins));
}

static Value run(CodeObject *code, Value globals, Value locals, const char *function) {
    if (code->code->free_count)
        return raise_type_error("code object passed to %s() may not contain free variables",
                                function);
    return audit("exec", "O", value_of(code)) ? run_code(code, dict_of(globals), locals) : NULL;
}

Value builtin_eval(Value self, Value *args) {
    Value globals = args[1] == NONE ? NULL : args[1], locals = args[2] == NONE ? NULL : args[2];
    if (locals && !is_mapping(locals))
        return raise_type_error("locals must be a mapping");
    if (globals && !is_dict(globals))
        return raise_type_error(is_mapping(globals)
                                    ? "globals must be a real dict; try eval(code, {}, mapping)"
                                    : "globals must be a dict");
    Value result = NULL, in_globals, in_locals;
    if (!namespaces(globals, locals, &in_globals, &in_locals))
        return NULL;
    CodeObject *code = NULL;
    if (add_builtins(dict_of(in_globals))) {
        if (is_code(args[0]))
            code = (CodeObject *)object_of(own(args[0]));
        else
            code = compile_value(args[0], PARSE_EVAL, "eval", "string, bytes or code");
    }
    if (code) {
        result = run(code, in_globals, in_locals, "eval");
        decref(value_of(code));
    }
    decref(in_globals);
    decref(in_locals);
    return result;
}

/* exec's closure: a tuple of cells, as many as the code has free variables. */
static Value run_with_closure(CodeObject *code, Value globals, Value closure) {
    if (!is_exact_tuple(closure) || tuple_of(closure)->count != code->code->free_count)
        return raise_type_error("code object requires a closure of exactly length %u",
                                code->code->free_count);
    for (size_t i = 0; i < tuple_of(closure)->count; i++)
        if (!has_type(tuple_of(closure)->items[i], &cell_type))
            return raise_type_error("code object requires a closure of exactly length %u",
                                    code->code->free_count);
    if (!audit("exec", "O", value_of(code)))
        return NULL;
    Value function = function_new(code, dict_of(globals), NULL);
    if (!function)
        return NULL;
    ((Function *)object_of(function))->closure = tuple_of(own(closure));
    Value result = call_0(function);
    decref(function);
    return result;
}

Value builtin_exec(Value self, Value *args) {
    Value globals = args[1] == NONE ? NULL : args[1], locals = args[2] == NONE ? NULL : args[2];
    Value closure = args[3] == NONE ? NULL : args[3];
    if (globals && !is_dict(globals))
        return raise_type_error("exec() globals must be a dict, not %T", globals);
    if (locals && !is_mapping(locals))
        return raise_type_error("locals must be a mapping or None, not %T", locals);
    Value result = NULL, in_globals, in_locals;
    if (!namespaces(globals, locals, &in_globals, &in_locals))
        return NULL;
    CodeObject *code = NULL;
    if (add_builtins(dict_of(in_globals))) {
        if (is_code(args[0]))
            code = (CodeObject *)object_of(own(args[0]));
        else if (closure)
            raise_type_error("closure can only be used when source is a code object");
        else
            code = compile_value(args[0], PARSE_EXEC, "exec", "string, bytes or code");
    }
    if (code) {
        if (closure && code->code->free_count == 0)
            raise_type_error("cannot use a closure with this code object");
        else if (code->code->free_count && closure)
            result = run_with_closure(code, in_globals, closure);
        else
            result = run(code, in_globals, in_locals, "exec");
        decref(value_of(code));
    }
    decref(in_globals);
    decref(in_locals);
    if (!result)
        return NULL;
    decref(result);
    return NONE;
}

/* ---- compile --------------------------------------------------------------------------------- */

enum { /* flags of compile() */
       FLAG_DONT_IMPLY_DEDENT = 0x200,
       FLAG_ONLY_AST = 0x400,
       FLAG_TYPE_COMMENTS = 0x1000,
       FLAG_TOP_LEVEL_AWAIT = 0x2000,
       FLAG_ALLOW_INCOMPLETE = 0x4000,
       FLAG_OPTIMIZED_AST = 0x8000 | FLAG_ONLY_AST,
       FLAGS_KNOWN = CO_FUTURE_MASK | FLAG_DONT_IMPLY_DEDENT | FLAG_OPTIMIZED_AST |
                     FLAG_TYPE_COMMENTS | FLAG_TOP_LEVEL_AWAIT | FLAG_ALLOW_INCOMPLETE |
                     0x10 /* CO_NESTED, accepted of old */
};

static bool read_mode(Value value, int flags, ParseMode *mode) {
    if (!is_str(value))
        return raise_type_error("compile() argument 'mode' must be str, not %T", value);
    Str *text = str_of(value);
    if (str_equal_c(text, "exec"))
        *mode = PARSE_EXEC;
    else if (str_equal_c(text, "eval"))
        *mode = PARSE_EVAL;
    else if (str_equal_c(text, "single"))
        *mode = PARSE_SINGLE;
    else if (str_equal_c(text, "func_type")) {
        if (!(flags & FLAG_ONLY_AST))
            return raise_value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
        *mode = PARSE_FUNC_TYPE;
    } else
        return raise_value_error(flags & FLAG_ONLY_AST
                                     ? "compile() mode must be 'exec', 'eval', 'single' or "
                                       "'func_type'"
                                     : "compile() mode must be 'exec', 'eval' or 'single'");
    return true;
}

static CompileOptions options_of(const char *filename, ParseMode mode, int flags, bool inherit,
                                 int optimize) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = filename;
    options.mode = mode;
    if (flags & FLAG_DONT_IMPLY_DEDENT)
        options.parse_flags |= PARSE_NO_IMPLIED_DEDENT;
    if (flags & FLAG_TYPE_COMMENTS)
        options.parse_flags |= PARSE_TYPE_COMMENTS;
    if (flags & FLAG_ALLOW_INCOMPLETE)
        options.parse_flags |= PARSE_ALLOW_INCOMPLETE;
    options.future = ((uint32_t)flags & CO_FUTURE_MASK) | (inherit ? inherited_future() : 0);
    options.optimize = optimize < 0 ? sys_optimize_level() : optimize;
    options.top_level_await = flags & FLAG_TOP_LEVEL_AWAIT;
    options.max_int_digits = int_max_str_digits;
    return options;
}

static bool wants_optimized(int flags) {
    return (flags & FLAG_OPTIMIZED_AST) == FLAG_OPTIMIZED_AST;
}

/* The object of a tree, folded if the flags say so. */
static Value tree_object(Node *tree, const CompileOptions *options, int flags, MemRegion *region) {
    if (wants_optimized(flags) && !compile_optimize_tree(tree, options, region))
        return NULL;
    return syntax_tree_to_object(tree);
}

static Value compile_text(Value text, CompileOptions *options, int flags) {
    Given source;
    if (!source_open(&source, text, "compile", "string, bytes or AST"))
        return NULL;
    options->parse_flags |= source.parse_flags;
    Value result = NULL;
    if (!audit_source(&source, options->filename)) {
        source_close(&source);
        return NULL;
    }
    if (flags & FLAG_ONLY_AST) {
        MemRegion *region = mem_region_new_stoppable();
        Node *tree = region ? compile_to_tree(source.bytes, source.size, options, region)
                            : raise_no_memory();
        if (tree)
            result = tree_object(tree, options, flags, region);
        if (region)
            mem_region_free(region);
    } else {
        result = value_of(compile_to_code_object(source.bytes, source.size, options));
    }
    source_close(&source);
    return result;
}

static Value compile_tree(Value object, const CompileOptions *options, int flags) {
    if ((flags & FLAG_ONLY_AST) && !wants_optimized(flags))
        return own(object);
    if (!audit("compile", "Os", object, (const char *)NULL))
        return NULL;
    MemRegion *region = mem_region_new();
    if (!region)
        return raise_no_memory();
    Value result = NULL;
    Node *tree = syntax_tree_from_object(object, options->mode, region);
    if (tree)
        result = flags & FLAG_ONLY_AST
                     ? tree_object(tree, options, flags, region)
                     : value_of(compile_tree_to_code_object(tree, options, region));
    mem_region_free(region);
    return result;
}

/* A file name as UTF-8 bytes: a str, bytes or path object. */
static Bytes *file_name(Value value) {
    if (is_str(value)) {
        size_t size;
        char *text = str_wtf8_copy(str_of(value), &size);
        if (!text)
            return NULL;
        Bytes *bytes = strlen(text) == size ? bytes_new(text, size)
                                            : raise_value_error("embedded null character");
        mem_free(text);
        return bytes;
    }
    return str_to_file_name(value);
}

Value builtin_compile(Value self, Value *args) {
    int flags = 0, optimize = -1, feature_version = -1;
    Answer dont_inherit = ANSWER_NO;
    ParseMode mode = PARSE_EXEC;
    if ((args[3] && !int_as_int(args[3], &flags)) || (args[5] && !int_as_int(args[5], &optimize)) ||
        (args[6] && !int_as_int(args[6], &feature_version)))
        return NULL;
    if (args[4] && (dont_inherit = object_truth(args[4])) == ANSWER_ERROR)
        return NULL;
    if (flags & ~FLAGS_KNOWN)
        return raise_value_error("compile(): unrecognised flags");
    if (optimize < -1 || optimize > 2)
        return raise_value_error("compile(): invalid optimize value");
    if (!read_mode(args[2], flags, &mode))
        return NULL;
    if (is_code(args[0]))
        return own(args[0]);
    Bytes *name = file_name(args[1]);
    if (!name)
        return NULL;
    CompileOptions options =
        options_of((const char *)name->data, mode, flags, dont_inherit == ANSWER_NO, optimize);
    if (feature_version >= 0 && flags & FLAG_ONLY_AST)
        options.minor_version = feature_version ? feature_version : 1;
    Answer is_tree = is_str(args[0]) ? ANSWER_NO : is_syntax_tree(args[0]);
    Value result = NULL;
    if (is_tree != ANSWER_ERROR)
        result = is_tree == ANSWER_YES ? compile_tree(args[0], &options, flags)
                                       : compile_text(args[0], &options, flags);
    decref(value_of(name));
    return result;
}

/* ---- what others define ---------------------------------------------------------------------- */

Value builtin_import(Value self, Value *args) {
    int level = 0;
    if (!is_str(args[0]))
        return raise_type_error("module name must be a string");
    if (args[4] && !int_as_int(args[4], &level))
        return NULL;
    if (level > 0 && args[1] && !is_dict(args[1]))
        return raise_type_error("globals must be a dict");
    Dict *globals = args[1] && is_dict(args[1]) ? dict_of(args[1]) : NULL;
    return import_name(str_of(args[0]), globals, args[3] ? args[3] : NONE, level);
}

Value builtin_build_class(Value self, Value *args, size_t count, Tuple *keywords) {
    return class_build(args, count, keywords);
}

static Value call_attribute(Value callee, Value *args, size_t count, Tuple *keywords) {
    if (!callee)
        return NULL;
    Value result = call(callee, args, count, keywords);
    decref(callee);
    return result;
}

/* _io's open, made anew for a finalizer that runs when modules cannot be imported any more. */
static Value late_open(void) {
    const NativeModule *io = native_module_lookup("_io");
    for (const NativeMethod *method = io->functions; method->signature; method++)
        if (strncmp(method->signature, "open(", strlen("open(")) == 0)
            return native_function_new(method, NONE, NONE);
    return raise_import_error(&exc_ImportError, NULL, NULL, "_io has no open()");
}

/* _io exports this very function as its own, and has what it does under another name. */
Value builtin_open(Value self, Value *args, size_t count, Tuple *keywords) {
    Value function = runtime_is_finalizing ? late_open() : import_attribute("_io", "_open");
    return call_attribute(function, args, count, keywords);
}

Value builtin_breakpoint(Value self, Value *args, size_t count, Tuple *keywords) {
    Value hook = sys_get_borrowed("breakpointhook");
    if (!hook)
        return raise_runtime_error("lost sys.breakpointhook");
    if (!audit("builtins.breakpoint", "O", hook))
        return NULL;
    return call_attribute(own(hook), args, count, keywords);
}
