/* Module sys: settings, what is being run, hooks. Its tables are in sys_info.c, what frames and
 * threads have to do with it in sys_frames.c. */
#include "vm/audit.h"
#include "vm/sys.h"
#include "vm/import.h"
#include "vm/limits.h"
#include "vm/monitoring.h"
#include "vm/path_finder.h"
#include "vm/program_path.h"
#include "vm/objects/exception.h"
#include "vm/objects/module_spec.h"
#include "vm/environment.h"
#include "vm/file_write.h"
#include "vm/repl.h"
#include "vm/sys_frames.h"
#include "vm/sys_info.h"
#include "vm/trace.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Settings settings = {.hash_randomization = 1, .int_max_str_digits = 4300};
static List *warn_options;
static Dict *x_options;

int sys_max_int_digits(void) {
    return int_max_str_digits;
}

/* ---- command line ---------------------------------------------------------------------------- */

bool sys_add_warn_option(const char *text) {
    if (!warn_options && !(warn_options = list_new(0)))
        return false;
    Str *option = str_from_file_name(text, strlen(text));
    return option && list_append_steal(warn_options, value_of(option));
}

bool sys_add_x_option(const char *text) {
    if (!x_options && !(x_options = dict_new()))
        return false;
    const char *equals = strchr(text, '=');
    size_t size = equals ? (size_t)(equals - text) : strlen(text);
    Value name = value_of(str_from_file_name(text, size));
    Value value =
        equals ? value_of(str_from_file_name(equals + 1, strlen(equals + 1))) : TRUE_VALUE;
    bool done = name && value && dict_set(x_options, name, value);
    decref_maybe(name);
    decref_maybe(value);
    return done;
}

static List *list_of_texts(int count, char **texts, const char *first) {
    List *list = list_new((size_t)count);
    for (int i = 0; list && i < count; i++) {
        const char *shown = i == 0 && first ? first : texts[i];
        Str *text = str_from_file_name(shown, strlen(shown));
        if (!text || !list_append_steal(list, value_of(text))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return list;
}

/* ---- hooks ----------------------------------------------------------------------------------- */

/* What the stream's encoding cannot show, escaped: owned. */
static Value escape_for(Value stream, Value text) {
    Value encoding = attribute_get(stream, names.encoding);
    Value errors = encoding ? value_of(str_from_c("backslashreplace")) : NULL;
    Value bytes = errors ? call_method_2(text, names.encode, encoding, errors) : NULL;
    Value escaped = bytes ? call_method_1(bytes, names.decode, encoding) : NULL;
    decref_maybe(encoding);
    decref_maybe(errors);
    decref_maybe(bytes);
    return escaped;
}

static Value displayhook(Value self, Value *args) {
    if (args[0] == NONE)
        return NONE;
    Dict *builtins = builtins_dict_borrowed();
    if (!builtins)
        return raise_runtime_error("lost builtins module");
    if (!dict_set_name(builtins, names._, NONE))
        return NULL;
    Value stream = sys_get_borrowed("stdout");
    if (!stream || stream == NONE)
        return raise_runtime_error("lost sys.stdout");
    incref(stream);
    Value text = object_repr(args[0]);
    if (text && repl_wants_cut(str_of(text)))
        text = repl_cut_steal(text);
    bool done = text && file_write(stream, text);
    if (!done && text && exception_clear_if(&exc_UnicodeEncodeError)) {
        Value safe = escape_for(stream, text);
        done = safe && file_write(stream, safe);
        decref_maybe(safe);
    }
    decref_maybe(text);
    done = done && file_write_c(stream, "\n");
    decref(stream);
    return done && dict_set_name(builtins, names._, args[0]) ? NONE : NULL;
}

static Value excepthook(Value self, Value *args) {
    if (!is_exception(args[1])) {
        sys_write_stderr("TypeError: print_exception(): Exception expected for value, %s found\n",
                         type_name_of(args[1]));
        return NONE;
    }
    Exception *exception = exception_of(args[1]);
    if (args[2] != NONE && !exception->traceback && has_type(args[2], &traceback_type))
        exception->traceback = own(args[2]);
    traceback_print_exception(args[1]);
    return NONE;
}

static Value unraisablehook(Value self, Value *args) {
    traceback_print_unraisable(args[0]);
    return exception_pending() ? NULL : NONE;
}

static Value breakpointhook(Value self, Value *args, size_t count, Tuple *keywords) {
    const char *hook = environment_get("PYTHONBREAKPOINT");
    if (hook && strcmp(hook, "0") == 0)
        return NONE;
    if (!hook || !*hook)
        hook = "pdb.set_trace";
    char module[256];
    const char *dot = strrchr(hook, '.');
    size_t size = dot ? (size_t)(dot - hook) : 0;
    if (size >= sizeof module)
        return raise_value_error("PYTHONBREAKPOINT is too long");
    memcpy(module, dot ? hook : "builtins", dot ? size : sizeof "builtins");
    module[dot ? size : sizeof "builtins" - 1] = 0;
    Value function = *module ? import_attribute(module, dot ? dot + 1 : hook) : NULL;
    if (!function) {
        if (*module && !exception_clear_if(&exc_ImportError) &&
            !exception_clear_if(&exc_AttributeError))
            return NULL;
        return warn(&exc_RuntimeWarning, 0, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", hook)
                   ? NONE
                   : NULL;
    }
    Value result = call(function, args, count, keywords);
    decref(function);
    return result;
}

/* ---- exceptions ------------------------------------------------------------------------------ */

static Value exc_info(Value self, Value *args) {
    Value exception = exception_handled_borrowed();
    if (!exception)
        return value_of(tuple_pack(3, NONE, NONE, NONE));
    Value traceback = exception_of(exception)->traceback;
    return value_of(
        tuple_pack(3, value_of(type_of(exception)), exception, traceback ? traceback : NONE));
}

static Value exception(Value self, Value *args) {
    Value handled = exception_handled_borrowed();
    return own(handled ? handled : NONE);
}

/* A tuple holds the exception's arguments. */
static Value exit_(Value self, Value *args) {
    if (!args[0] || !is_exact_tuple(args[0]))
        return raise_class(&exc_SystemExit, args[0] == NONE ? NULL : args[0]);
    Value exception = exception_new(&exc_SystemExit, tuple_of(args[0]));
    if (exception) {
        raise_value(exception);
        decref(exception);
    }
    return NULL;
}

/* ---- small answers --------------------------------------------------------------------------- */

static Value get_cpu_count_config(Value self, Value *args) {
    return value_of_small_int(settings.cpu_count ? settings.cpu_count : -1);
}

static Value getdefaultencoding(Value self, Value *args) {
    return value_of(str_from_c("utf-8"));
}

static Value getfilesystemencodeerrors(Value self, Value *args) {
    return value_of(str_from_c("surrogateescape"));
}

static Value intern(Value self, Value *args) {
    if (!is_exact_str(args[0])) {
        if (is_str(args[0]))
            return raise_type_error("can't intern %.400s", type_name_of(args[0]));
        return raise_type_error("intern() argument must be str, not %.50s",
                                args[0] == NONE ? "None" : type_name_of(args[0]));
    }
    return value_of(str_intern_steal(str_of(own(args[0]))));
}

static Value is_interned(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("_is_interned() argument must be str, not %.50s",
                                type_name_of(args[0]));
    return value_of_bool(str_of(args[0])->interned);
}

static Value getrefcount(Value self, Value *args) {
    if (is_small_int(args[0]))
        return value_of_small_int(MEM_IMMORTAL);
    return value_of_small_int(mem_refcount(object_of(args[0])));
}

static Value getsizeof(Value self, Value *args) {
    Str *name = names.__sizeof__;
    Value method;
    Lookup found = special_method_lookup(args[0], name, &method);
    Value size = NULL;
    if (found == LOOKUP_MISSING)
        raise_type_error("Type %.100s doesn't define __sizeof__", type_name_of(args[0]));
    else if (found == LOOKUP_FOUND) {
        size = call_0(method);
        decref(method);
    }
    if (size && !is_int(size)) {
        raise_type_error("'%.200s' object cannot be interpreted as an integer", type_name_of(size));
        clear_value(&size);
    }
    if (size && int_sign(size) < 0) {
        raise_value_error("__sizeof__() should return >= 0");
        clear_value(&size);
    }
    if (!size && args[1] && exception_clear_if(&exc_TypeError))
        return own(args[1]);
    return size;
}

static Value getallocatedblocks(Value self, Value *args) {
    return value_from_int64((int64_t)mem_allocated_blocks());
}

static Value debugmallocstats(Value self, Value *args) {
    size_t size = 4096; /* about */
    if (!limits_allow_output(&size))
        return NULL;
    mem_stats_print(stderr);
    return NONE;
}

static Value get_int_max_str_digits(Value self, Value *args) {
    return value_of_small_int(int_max_str_digits);
}

static Value set_int_max_str_digits(Value self, Value *args) {
    int digits;
    if (!int_as_int(args[0], &digits))
        return NULL;
    if (digits != 0 && digits < 640)
        return raise_value_error("maxdigits must be 0 or larger than 640");
    int_max_str_digits = digits;
    return NONE;
}

static Value is_finalizing(Value self, Value *args) {
    return value_of_bool(runtime_is_finalizing);
}

static Value none(Value self, Value *args) {
    return NONE;
}

static Value no(Value self, Value *args) {
    return FALSE_VALUE;
}

static Value yes(Value self, Value *args) {
    return TRUE_VALUE;
}

static int dlopen_flags = 2; /* RTLD_NOW */

static Value getdlopenflags(Value self, Value *args) {
    return value_of_small_int(dlopen_flags);
}

static Value setdlopenflags(Value self, Value *args) {
    return int_as_int(args[0], &dlopen_flags) ? NONE : NULL;
}

bool runtime_is_finalizing;

/* ---- audit ----------------------------------------------------------------------------------- */

static Value fn_audit(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("audit", count, keywords, 1, SIZE_MAX))
        return NULL;
    if (!is_str(args[0]))
        return raise_type_error("audit() argument 1 must be str, not %s", type_name_of(args[0]));
    return audit_with_tuple(args[0], args + 1, count - 1) ? NONE : NULL;
}

static Value addaudithook(Value self, Value *args) {
    if (!audit("sys.addaudithook", "")) /* a hook may refuse, silently when by an Exception */
        return exception_clear_if(&exc_Exception) ? NONE : NULL;
    return audit_add_hook(args[0]) ? NONE : NULL;
}

static Value cpu_count_config(Value self, Value *args) {
    return value_of_small_int(settings.cpu_count ? settings.cpu_count : -1);
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("displayhook($module, object, /)", displayhook,
           "Print an object to sys.stdout and also save it "
           "in builtins._"),
    NATIVE("excepthook($module, exctype, value, traceback, /)", excepthook,
           "Handle an exception by displaying it with a traceback on sys.stderr."),
    NATIVE("unraisablehook($module, unraisable, /)", unraisablehook,
           "Handle an unraisable exception."),
    NATIVE_RAW("breakpointhook($module, /, *args, **kwargs)", breakpointhook,
               "This hook function is called by built-in breakpoint()."),
    NATIVE("exc_info($module, /)", exc_info,
           "Return current exception information: (type, value, traceback).\n\nReturn "
           "information about the most recent exception caught by an "
           "except\nclause in the current stack frame or in an older stack "
           "frame."),
    NATIVE("exception($module, /)", exception,
           "Return the current exception.\n\nReturn the most recent exception caught by an except "
           "clause\nin the current stack frame or in an older stack frame, or None\nif no such "
           "clause exists."),
    NATIVE("exit($module, status=None, /)", exit_,
           "Exit the interpreter by raising SystemExit(status).\n\nIf the status is omitted or "
           "None, it defaults to zero (i.e., success).\nIf the status is an integer, it will be "
           "used as the system exit status.\nIf it is another kind of object, it will be printed "
           "and the system\nexit status will be one (i.e., failure)."),
    NATIVE("_get_cpu_count_config($module, /)", get_cpu_count_config,
           "Private function for getting PyConfig.cpu_count"),
    NATIVE("getdefaultencoding($module, /)", getdefaultencoding,
           "Return the current default encoding used by the Unicode implementation."),
    NATIVE("getfilesystemencoding($module, /)", getdefaultencoding,
           "Return the encoding used to convert Unicode filenames to OS filenames."),
    NATIVE("getfilesystemencodeerrors($module, /)", getfilesystemencodeerrors,
           "Return the error mode used for Unicode to OS filename conversion."),
    NATIVE("intern($module, string, /)", intern, "``Intern'' the given string."),
    NATIVE("_is_interned($module, string, /)", is_interned,
           "Return True if the given string is \"interned\"."),
    NATIVE("getrefcount($module, object, /)", getrefcount,
           "Return the reference count of object.\n\nThe count returned is generally one higher "
           "than you might expect,\nbecause it includes the (temporary) reference as an argument "
           "to\ngetrefcount()."),
    NATIVE("getsizeof(object, default=None)", getsizeof,
           "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes."),
    NATIVE("getallocatedblocks($module, /)", getallocatedblocks,
           "Return the number of memory blocks currently allocated."),
    NATIVE("_debugmallocstats($module, /)", debugmallocstats,
           "Print debug info to stderr about the state of the allocator."),
    NATIVE("get_int_max_str_digits($module, /)", get_int_max_str_digits,
           "Return the maximum string digits limit for non-binary int<->str conversions."),
    NATIVE("set_int_max_str_digits($module, /, maxdigits)", set_int_max_str_digits,
           "Set the maximum string digits limit for non-binary int<->str conversions."),
    NATIVE("is_finalizing($module, /)", is_finalizing, "Return True if Python is exiting."),
    NATIVE("is_stack_trampoline_active($module, /)", no,
           "Return whether a stack profiler trampoline is active."),
    NATIVE("_is_gil_enabled($module, /)", yes, "Return True if the GIL is currently enabled."),
    NATIVE("_get_cpu_count_config($module, /)", cpu_count_config,
           "Private function for getting PyConfig.cpu_count"),
    NATIVE("_clear_type_cache($module, /)", none, "Clear the internal type lookup cache."),
    NATIVE("_clear_internal_caches($module, /)", none,
           "Clear all internal performance-related caches."),
    NATIVE("_clear_type_descriptors(type, /)", none, NULL),
    NATIVE("getdlopenflags($module, /)", getdlopenflags,
           "Return the flags used for dlopen() calls."),
    NATIVE("setdlopenflags($module, flags, /)", setdlopenflags,
           "Set the flags used for dlopen() calls."),
    NATIVE_RAW("audit($module, event, /, *args)", fn_audit,
               "audit(event, *args)\n\nPasses the event to any hooks that are attached."),
    NATIVE("addaudithook($module, /, hook)", addaudithook, "Adds a new audit hook callback."),
    SYS_FRAME_FUNCTIONS,
    NATIVE_END,
};

static Value default_finders(void) {
    Value finders[] = {value_of(&builtin_importer_type), value_of(&frozen_importer_type),
                       value_of(&path_finder_type)};
    for (int i = 0; i < 3; i++)
        if (!type_ready(type_cast(finders[i])))
            return NULL;
    return value_of(list_from_array(finders, 3));
}

static bool set_pycache_prefix(Module *sys) {
    const char *prefix = settings.pycache_prefix;
    if (!prefix || !*prefix)
        return dict_set_c(sys->dict, "pycache_prefix", NONE);
    return module_add_steal(sys, "pycache_prefix",
                            value_of(str_from_file_name(prefix, strlen(prefix))));
}

static bool add_paths(Module *sys) {
    char executable[PROGRAM_PATH_SIZE];
    program_path_find(settings.executable ? settings.executable : "", executable);
    return module_add_steal(sys, "executable",
                            value_of(str_from_file_name(executable, strlen(executable)))) &&
           module_add_steal(sys, "_base_executable",
                            value_of(str_from_file_name(executable, strlen(executable)))) &&
           module_add_text(sys, "prefix", "/usr/local") &&
           module_add_text(sys, "exec_prefix", "/usr/local") &&
           module_add_text(sys, "base_prefix", "/usr/local") &&
           module_add_text(sys, "base_exec_prefix", "/usr/local") &&
           module_add_steal(
               sys, "argv",
               value_of(list_of_texts(settings.argc, settings.argv, settings.first_argument))) &&
           module_add_steal(
               sys, "orig_argv",
               value_of(list_of_texts(settings.original_argc, settings.original_argv, NULL))) &&
           module_add_steal(sys, "path", value_of(list_new(0))) &&
           module_add_steal(sys, "meta_path", default_finders()) &&
           module_add_steal(sys, "path_hooks", path_finder_hooks()) &&
           module_add_steal(sys, "path_importer_cache", value_of(dict_new())) &&
           set_pycache_prefix(sys) &&
           dict_set_c(sys->dict, "dont_write_bytecode",
                      value_of_bool(settings.dont_write_bytecode));
}

static bool add_options(Module *sys) {
    if ((!warn_options && !(warn_options = list_new(0))) ||
        (!x_options && !(x_options = dict_new())))
        return false;
    return dict_set_c(sys->dict, "warnoptions", value_of(warn_options)) &&
           dict_set_c(sys->dict, "_xoptions", value_of(x_options));
}

static bool add_module_names(Module *sys) {
    size_t count = 0;
    while (native_modules[count])
        count++;
    List *list = list_new(count);
    bool made = list != NULL;
    for (size_t i = 0; made && i < count; i++) {
        Str *name = str_interned(native_modules[i]->name);
        made = name && list_append_steal(list, value_of(name));
    }
    if (!made || !list_sort(list, NULL, false)) {
        if (list)
            GIVE_UP(list);
        return false;
    }
    Tuple *names_tuple = list_as_tuple(list);
    for (const EmbeddedModule *module = embedded_modules; module->name; module++) {
        if (strchr(module->name, '.'))
            continue;
        Str *name = str_interned(module->name);
        if (!name || !list_append_steal(list, value_of(name)))
            break;
    }
    Value all = exception_pending() ? NULL : value_of(frozenset_new(value_of(list)));
    GIVE_UP(list);
    bool done = module_add_steal(sys, "builtin_module_names", value_of(names_tuple));
    return module_add_steal(sys, "stdlib_module_names", all) && done; /* taken in any case */
}

bool sys_add_streams(void) {
    static const struct {
        const char *name, *original;
    } streams[] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    for (int i = 0; i < 3; i++) {
        Value file = io_standard_stream(i, settings.unbuffered);
        bool done = file && sys_set(streams[i].name, file) && sys_set(streams[i].original, file);
        decref_maybe(file);
        if (!done)
            return false;
    }
    return true;
}

/* The hooks once more, under the names by which programs find the originals. */
static bool add_original_hooks(Module *sys) {
    static const char *const hooks[][2] = {{"displayhook", "__displayhook__"},
                                           {"excepthook", "__excepthook__"},
                                           {"unraisablehook", "__unraisablehook__"},
                                           {"breakpointhook", "__breakpointhook__"}};
    bool done = true;
    for (size_t i = 0; done && i < sizeof hooks / sizeof *hooks; i++) {
        Str *name = str_interned(hooks[i][0]);
        Value hook = name ? dict_get_name_borrowed(sys->dict, name) : NULL;
        done = hook && dict_set_c(sys->dict, hooks[i][1], hook);
        if (name)
            GIVE_UP(name);
    }
    return done;
}

static bool exec(Module *sys) {
    return sys_add_tables(sys) && add_original_hooks(sys) && add_paths(sys) && add_options(sys) &&
           add_module_names(sys) && monitoring_add(sys);
}

const NativeModule sys_module = {
    .name = "sys",
    .doc = "This module provides access to some objects used or maintained by the\ninterpreter and "
           "to functions that interact strongly with the interpreter.",
    .functions = functions,
    .exec = exec,
};

void sys_fini(void) {
    monitoring_fini();
    trace_fini();
    audit_fini();
    List *options = warn_options;
    Dict *x = x_options;
    warn_options = NULL;
    x_options = NULL;
    if (options)
        GIVE_UP(options);
    if (x)
        GIVE_UP(x);
}
