/* Scripts, calls and expressions of Tcl. */
#include "lib/native/tkinter/tkinter.h"

#include <limits.h>

/* ---- call ------------------------------------------------------------------------------------ */

enum { WORDS_ON_STACK = 32 };

/* The words, owned, up to the first None; how many is *count. Null: an exception is pending. */
static Tcl_Obj **words_of(Value *args, size_t *count, Tcl_Obj **local) {
    if (*count > INT_MAX)
        return raise_overflow_error("too many arguments");
    Tcl_Obj **words = *count > WORDS_ON_STACK ? mem_malloc(*count * sizeof *words) : local;
    if (!words)
        return raise_no_memory();
    size_t done = 0;
    for (; done < *count && args[done] != NONE; done++) {
        if (!(words[done] = tk_to_tcl(args[done])))
            break;
        tcl_own(words[done]);
    }
    bool failed = done < *count && args[done] != NONE;
    *count = done;
    if (!failed)
        return words;
    while (done > 0)
        tcl_give_up(words[--done]);
    if (words != local)
        mem_free(words);
    return NULL;
}

static Value call_words(TkApp *app, Value *args, size_t count) {
    Tcl_Obj *local[WORDS_ON_STACK];
    Tcl_Obj **words = words_of(args, &count, local);
    if (!words)
        return NULL;
    gil_release();
    int code = tcl.Tcl_EvalObjv(app->interp, (int)count, words, TCL_EVAL_DIRECT | TCL_EVAL_GLOBAL);
    gil_acquire();
    Value result =
        code == TCL_ERROR ? tk_raise(app) : tk_wanted(app, tcl.Tcl_GetObjResult(app->interp));
    while (count > 0)
        tcl_give_up(words[--count]);
    if (words != local)
        mem_free(words);
    return result;
}

/* call(word, ...) or call((word, ...)) */
Value tk_call(Value self, Value *args, size_t count, Tuple *names) {
    TkApp *app = tk_app_of(self);
    if (names)
        return raise_type_error("call() takes no keyword arguments");
    if (count == 1 && is_tuple(args[0])) {
        Tuple *words = tuple_of(args[0]);
        args = words->items;
        count = words->count;
    }
    if (app->trace && !tk_trace_steal(app, tuple_from_array(args, count)))
        return NULL;
    return tk_run(app, call_words, args, count);
}

/* ---- scripts --------------------------------------------------------------------------------- */

/* The text of a method's argument; null: an exception is pending. */
static const char *script_of(TkApp *app, Value value, const char *method) {
    const char *text = tk_text(value, method, 0);
    return text && tk_check_thread(app) ? text : NULL;
}

static Value text_result(TkApp *app, int code) {
    return code == TCL_ERROR ? tk_raise(app) : tk_text_of(tcl.Tcl_GetObjResult(app->interp));
}

Value tk_eval(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    const char *script = script_of(app, args[0], "eval");
    if (!script || !TK_TRACE(app, value_of(str_from_c("eval")), own(args[0])))
        return NULL;
    gil_release();
    int code = tcl.Tcl_Eval(app->interp, script);
    gil_acquire();
    return text_result(app, code);
}

Value tk_evalfile(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    const char *name = script_of(app, args[0], "evalfile");
    if (!name || !TK_TRACE(app, value_of(str_from_c("source")), own(args[0])))
        return NULL;
    gil_release();
    int code = tcl.Tcl_EvalFile(app->interp, name);
    gil_acquire();
    return text_result(app, code);
}

Value tk_record(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    const char *script = script_of(app, args[0], "record");
    if (!script || !TK_TRACE(app, value_of(str_from_c("history")), value_of(str_from_c("add")),
                             own(args[0]), value_of(str_from_c("exec"))))
        return NULL;
    gil_release();
    int code = tcl.Tcl_RecordAndEval(app->interp, script, TCL_NO_EVAL);
    gil_acquire();
    return text_result(app, code);
}

Value tk_adderrorinfo(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    const char *message = script_of(app, args[0], "adderrorinfo");
    if (!message)
        return NULL;
    tcl.Tcl_AddErrorInfo(app->interp, message);
    return NONE;
}

/* ---- expressions ----------------------------------------------------------------------------- */

static const char *expression_of(TkApp *app, Value value, const char *method) {
    const char *text = script_of(app, value, method);
    return text && TK_TRACE(app, value_of(str_from_c("expr")), own(value)) ? text : NULL;
}

Value tk_exprstring(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    const char *expression = expression_of(app, args[0], "exprstring");
    if (!expression)
        return NULL;
    gil_release();
    int code = tcl.Tcl_ExprString(app->interp, expression);
    gil_acquire();
    return text_result(app, code);
}

/* tk_NAME: what Tcl's FUNCTION makes of the expression, a C_TYPE, as a value. */
#define EXPRESSION_METHOD(name, c_type, function, make_value)                                      \
    Value tk_##name(Value self, Value *args) {                                                     \
        TkApp *app = tk_app_of(self);                                                              \
        const char *expression = expression_of(app, args[0], #name);                               \
        c_type number;                                                                             \
        if (!expression)                                                                           \
            return NULL;                                                                           \
        gil_release();                                                                             \
        int code = tcl.function(app->interp, expression, &number);                                 \
        gil_acquire();                                                                             \
        return code == TCL_OK ? make_value(number) : tk_raise(app);                                \
    }
EXPRESSION_METHOD(exprlong, long, Tcl_ExprLong, value_from_int64)
EXPRESSION_METHOD(exprdouble, double, Tcl_ExprDouble, float_new)
EXPRESSION_METHOD(exprboolean, int, Tcl_ExprBoolean, value_of_small_int)
