/* The builtins module: its table of functions, constants, types and exceptions. */
#include "lib/builtins/builtins.h"
#include "lib/native/shown_module.h"
#include "vm/sys.h"

static const NativeMethod functions[] = {
    NATIVE_RAW("__build_class__", builtin_build_class,
               "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal "
               "helper function used by the class statement."),
    NATIVE("__import__($module, /, name, globals=None, locals=None, fromlist=(), level=0)",
           builtin_import,
           "Import a module.\n\nBecause this function is meant for use by the Python\ninterpreter "
           "and not for general use, it is better to use\nimportlib.import_module() to "
           "programmatically import a module."),
    NATIVE("abs($module, x, /)", builtin_abs, "Return the absolute value of the argument."),
    NATIVE("aiter($module, async_iterable, /)", builtin_aiter,
           "Return an AsyncIterator for an AsyncIterable object."),
    NATIVE("all($module, iterable, /)", builtin_all,
           "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is "
           "empty, return True."),
    NATIVE_RAW("anext($module, aiterator, default=<unrepresentable>, /)", builtin_anext,
               "Return the next item from the async iterator.\n\nIf default is given and the async "
               "iterator is exhausted,\nit is returned instead of raising StopAsyncIteration."),
    NATIVE("any($module, iterable, /)", builtin_any,
           "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, "
           "return False."),
    NATIVE("ascii($module, obj, /)", builtin_ascii,
           "Return an ASCII-only representation of an object."),
    NATIVE("bin($module, number, /)", builtin_bin,
           "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   "
           "'0b1010101010101010101010'"),
    NATIVE_RAW("breakpoint($module, /, *args, **kws)", builtin_breakpoint,
               "Call sys.breakpointhook(*args, **kws)."),
    NATIVE("callable($module, obj, /)", builtin_callable,
           "Return whether the object is callable (i.e., some kind of function).\n\nNote that "
           "classes are callable, as are instances of classes with a\n__call__() method."),
    NATIVE("chr($module, i, /)", builtin_chr,
           "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    NATIVE("compile($module, /, source, filename, mode, flags=0, dont_inherit=False, optimize=-1, "
           "*, _feature_version=-1)",
           builtin_compile,
           "Compile source into a code object that can be executed by exec() or eval()."),
    NATIVE("delattr($module, obj, name, /)", builtin_delattr,
           "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to "
           "``del x.y``"),
    NATIVE_RAW("dir", builtin_dir,
               "dir([object]) -> list of strings\n\nIf called without an argument, return the "
               "names in the current scope."),
    NATIVE("divmod($module, x, y, /)", builtin_divmod,
           "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."),
    NATIVE("eval($module, source, /, globals=None, locals=None)", builtin_eval,
           "Evaluate the given source in the context of globals and locals."),
    NATIVE("exec($module, source, /, globals=None, locals=None, *, closure=None)", builtin_exec,
           "Execute the given source in the context of globals and locals."),
    NATIVE("format($module, value, format_spec='', /)", builtin_format,
           "Return type(value).__format__(value, format_spec)"),
    NATIVE_RAW("getattr", builtin_getattr,
               "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; "
               "getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is "
               "returned when the attribute doesn't\nexist; without it, an exception is raised in "
               "that case."),
    NATIVE("globals($module, /)", builtin_globals,
           "Return the dictionary containing the current scope's global variables."),
    NATIVE("hasattr($module, obj, name, /)", builtin_hasattr,
           "Return whether the object has an attribute with the given name.\n\nThis is done by "
           "calling getattr(obj, name) and catching AttributeError."),
    NATIVE("hash($module, obj, /)", builtin_hash, "Return the hash value for the given object."),
    NATIVE("hex($module, number, /)", builtin_hex,
           "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   "
           "'0xc0ffee'"),
    NATIVE("id($module, obj, /)", builtin_id, "Return the identity of an object."),
    NATIVE("input($module, prompt='', /)", builtin_input,
           "Read a string from standard input.  The trailing newline is stripped."),
    NATIVE("isinstance($module, obj, class_or_tuple, /)", builtin_isinstance,
           "Return whether an object is an instance of a class or of a subclass thereof."),
    NATIVE("issubclass($module, cls, class_or_tuple, /)", builtin_issubclass,
           "Return whether 'cls' is derived from another class or is the same class."),
    NATIVE_RAW(
        "iter", builtin_iter,
        "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator "
        "from an object."),
    NATIVE("len($module, obj, /)", builtin_len, "Return the number of items in a container."),
    NATIVE("locals($module, /)", builtin_locals,
           "Return a dictionary containing the current scope's local variables."),
    NATIVE_RAW("max", builtin_max,
               "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, "
               "key=func]) -> value\n\nWith a single iterable argument, return its biggest item."),
    NATIVE_RAW("min", builtin_min,
               "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, "
               "key=func]) -> value\n\nWith a single iterable argument, return its smallest item."),
    NATIVE_RAW("next", builtin_next,
               "next(iterator[, default])\n\nReturn the next item from the iterator. If default is "
               "given and the iterator\nis exhausted, it is returned instead of raising "
               "StopIteration."),
    NATIVE("oct($module, number, /)", builtin_oct,
           "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'"),
    NATIVE_RAW("open($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, "
               "newline=None, closefd=True, opener=None)",
               builtin_open, "Open file and return a stream.  Raise OSError upon failure."),
    NATIVE("ord($module, c, /)", builtin_ord,
           "Return the Unicode code point for a one-character string."),
    NATIVE("pow($module, /, base, exp, mod=None)", builtin_pow,
           "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."),
    NATIVE_RAW("print($module, /, *args, sep=' ', end='\\n', file=None, flush=False)",
               builtin_print,
               "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string "
               "inserted between values, default a space.\n  end\n    string appended after the "
               "last value, default a newline.\n  file\n    a file-like object (stream); defaults "
               "to the current sys.stdout.\n  flush\n    whether to forcibly flush the stream."),
    NATIVE("repr($module, obj, /)", builtin_repr,
           "Return the canonical string representation of the object."),
    NATIVE("round($module, /, number, ndigits=None)", builtin_round,
           "Round a number to a given precision in decimal digits.\n\nThe return value is an "
           "integer if ndigits is omitted or None.  Otherwise\nthe return value has the same type "
           "as the number.  ndigits may be negative."),
    NATIVE(
        "setattr($module, obj, name, value, /)", builtin_setattr,
        "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', "
        "v) is equivalent to ``x.y = v``"),
    NATIVE_RAW(
        "sorted($module, iterable, /, *, key=None, reverse=False)", builtin_sorted,
        "Return a new list containing all items from the iterable in ascending order.\n\nA "
        "custom key function can be supplied to customize the sort order, and the\nreverse flag "
        "can be set to request the result in descending order."),
    NATIVE("sum($module, iterable, /, start=0)", builtin_sum,
           "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the "
           "iterable is empty, return the start value.\nThis function is intended specifically for "
           "use with numeric values and may\nreject non-numeric types."),
    NATIVE_RAW(
        "vars", builtin_vars,
        "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an "
        "argument, equivalent to object.__dict__."),
    NATIVE_END};

static Type *const types[] = {
    &bool_type,         &memoryview_type, &bytearray_type, &bytes_type,  &classmethod_type,
    &complex_type,      &dict_type,       &enumerate_type, &filter_type, &float_type,
    &frozenset_type,    &property_type,   &int_type,       &list_type,   &map_type,
    &object_type,       &range_type,      &reversed_type,  &set_type,    &slice_type,
    &staticmethod_type, &str_type,        &super_type,     &tuple_type,  &type_type,
    &zip_type};

static Type *const exceptions[] = {
#define EXCEPTION(name, base, doc) &exc_##name,
#define HIDDEN_EXCEPTION(name, base, doc)
#include "vm/exceptions.def"
#undef EXCEPTION
};

static bool add_types(Module *module, Type *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!module_add_type(module, list[i]))
            return false;
    return true;
}

static bool builtins_exec(Module *module) {
    Dict *dict = module->dict;
    return dict_set_c(dict, "None", NONE) && dict_set_c(dict, "Ellipsis", ELLIPSIS) &&
           dict_set_c(dict, "NotImplemented", NOT_IMPLEMENTED) &&
           dict_set_c(dict, "False", FALSE_VALUE) && dict_set_c(dict, "True", TRUE_VALUE) &&
           add_types(module, types, sizeof types / sizeof *types) &&
           dict_set_c(dict, "__debug__", value_of_bool(sys_optimize_level() == 0)) &&
           add_types(module, exceptions, sizeof exceptions / sizeof *exceptions) &&
           dict_set_c(dict, "EnvironmentError", value_of(&exc_OSError)) &&
           dict_set_c(dict, "IOError", value_of(&exc_OSError)) &&
           function_show_module(module, "open", "_io") && builtins_add_site(module);
}

const NativeModule builtins_module = {
    .name = "builtins",
    .doc = "Built-in functions, types, exceptions, and other objects.\n\nThis module provides "
           "direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len "
           "is\nthe full name for the built-in function len().\n\nThis module is not normally "
           "accessed explicitly by most\napplications, but can be useful in modules that "
           "provide\nobjects with the same name as a builtin and need the\nbuiltin function.",
    .functions = functions,
    .exec = builtins_exec,
    .fini = builtins_site_fini,
};
