/* What the files of module _tkinter share: Tcl's and Tk's functions, the object around an
 * interpreter, and what Tcl calls in Python.
 *
 *     TkApp --owns--> Tcl_Interp --calls--> TkCallback --owns--> a Python callable
 *       '-------------- callbacks --------------^
 *
 * An interpreter belongs to the thread that made it; Tcl may be called for it by no other. What is
 * asked elsewhere is sent there (threads.c) or refused.
 *
 * The GIL is given away while Tcl may run scripts or wait; what it then calls in Python takes it
 * back. Functions that only look at or make a Tcl_Obj run no scripts and keep the GIL. */
#ifndef LIB_NATIVE_TKINTER_TKINTER_H
#define LIB_NATIVE_TKINTER_TKINTER_H

#include "lib/foreign.h"
#include "lib/native/exception_class.h"

#include <tcl8.6/tcl.h>

/* clang-format off */
#define TCL_FUNCTIONS(F)                                                                           \
    F(Tcl_FindExecutable) F(Tcl_CreateInterp) F(Tcl_DeleteInterp) F(Tcl_Init)                      \
    F(Tcl_AttemptAlloc) F(Tcl_Free) F(TclFreeObj) F(Tcl_GetCurrentThread)                          \
    F(Tcl_FinalizeThread) F(Tcl_ThreadQueueEvent) F(Tcl_ThreadAlert) F(Tcl_DoOneEvent)             \
    F(Tcl_Eval) F(Tcl_EvalObjv) F(Tcl_EvalFile) F(Tcl_RecordAndEval) F(Tcl_AddErrorInfo)           \
    F(Tcl_ExprString) F(Tcl_ExprLong) F(Tcl_ExprDouble) F(Tcl_ExprBoolean)                         \
    F(Tcl_GetObjResult) F(Tcl_SetObjResult) F(Tcl_ResetResult) F(Tcl_GetStringResult)              \
    F(Tcl_GetVar2Ex) F(Tcl_SetVar2Ex) F(Tcl_SetVar2) F(Tcl_UnsetVar2)                              \
    F(Tcl_CreateObjCommand) F(Tcl_DeleteCommand) F(Tcl_TraceCommand)                               \
    F(Tcl_CreateFileHandler) F(Tcl_DeleteFileHandler)                                              \
    F(Tcl_CreateTimerHandler) F(Tcl_DeleteTimerHandler)                                            \
    F(Tcl_NewByteArrayObj) F(Tcl_NewDoubleObj) F(Tcl_NewListObj) F(Tcl_NewStringObj)               \
    F(Tcl_NewUnicodeObj) F(Tcl_NewWideIntObj) F(Tcl_AppendToObj) F(Tcl_Format)                     \
    F(Tcl_GetString) F(Tcl_GetStringFromObj) F(Tcl_GetByteArrayFromObj) F(Tcl_GetBooleanFromObj)   \
    F(Tcl_GetDoubleFromObj) F(Tcl_GetWideIntFromObj) F(Tcl_ListObjGetElements)                     \
    F(Tcl_GetBoolean) F(Tcl_GetDouble) F(Tcl_SplitList)

/* Declared here, for Tk's header needs X11's. */
int Tk_Init(Tcl_Interp *interp);
int Tk_GetNumMainWindows(void);
#define TK_FUNCTIONS(F) F(Tk_Init) F(Tk_GetNumMainWindows)
/* clang-format on */

extern struct TclFunctions { TCL_FUNCTIONS(FOREIGN_POINTER) } tcl;
extern struct TkFunctions { TK_FUNCTIONS(FOREIGN_POINTER) } tk;

typedef struct TkApp {
    Object header;
    Tcl_Interp *interp;
    Tcl_ThreadId thread; /* who made it */
    int wants_objects;   /* 0: results are strs; 1: as Tcl has them; 2: commands' arguments, too */
    bool is_dispatching; /* somebody serves the events, or said so by willdispatch() */
    bool has_window;     /* on the screen: it stays there when nobody refers to it any more */
    Value trace;         /* owned; null: none */
    struct TkCallback *callbacks;
} TkApp;

/* A command, file handler or timer of Tcl, with what it calls. Memory of Tcl's: who frees it may
 * not have the GIL. */
typedef struct TkCallback {
    struct TkCallback *next, **link; /* link: what points to it */
    TkApp *app;                      /* borrowed; null: it is gone, its interpreter is going */
    Value callable;                  /* owned; null: collected */
    Value subject;  /* owned: the file that is watched, the token of a timer; null: of a command */
    int descriptor; /* of a file, else -1 */
} TkCallback;

extern Type tk_app_type, tk_object_type, tk_timer_type;
extern ExceptionClass tk_error;

static inline TkApp *tk_app_of(Value value) {
    return (TkApp *)object_of(value);
}

static inline void tcl_own(Tcl_Obj *object) {
    object->refCount++;
}
static inline void tcl_give_up(Tcl_Obj *object) {
    if (object->refCount-- <= 1)
        tcl.TclFreeObj(object);
}

/* ---- app.c ---- */
/* TclError with the interpreter's result. Always NULL. */
COLD void *tk_raise(TkApp *app);
/* Tells the trace function, which there is, of a call in the words of Tcl; they are taken over,
 * null is an error. */
MUST_CHECK bool tk_trace_steal(TkApp *app, Tuple *words);
/* The same with owned words, which are made only if somebody listens. */
#define TK_TRACE(app, ...)                                                                         \
    (!(app)->trace ||                                                                              \
     tk_trace_steal(app, tuple_from_array_steal((Value[]){__VA_ARGS__},                            \
                                                sizeof((Value[]){__VA_ARGS__}) / sizeof(Value))))
MUST_CHECK Value tk_create(Value module, Value *args);

/* ---- text.c ---- */
/* The UTF-8 of an argument that must be a str without NULs; "eval() argument must be str, not int",
 * with its position if that is not 0. */
MUST_CHECK const char *tk_text(Value value, const char *function, int position);
/* A str as a Tcl_Obj without owner; null: an exception is pending. */
MUST_CHECK Tcl_Obj *tk_text_to_tcl(Str *str);
/* A str from Tcl's form of UTF-8, of an object, of the result. */
MUST_CHECK Value tk_text_from_tcl(const char *bytes, size_t size);
MUST_CHECK Value tk_text_of(Tcl_Obj *object);

/* ---- values.c ---- */
void tk_values_init(void);                  /* finds Tcl's types */
MUST_CHECK Tcl_Obj *tk_to_tcl(Value value); /* without owner; null: an exception is pending */
/* As Tcl has it: a number, str, bytes, tuple, or a Tcl_Obj around it. */
MUST_CHECK Value tk_from_tcl(Tcl_Obj *object);
MUST_CHECK Value tk_tuple_from_tcl(Tcl_Obj *const *objects, size_t count);
/* Missing: it is no int, says the interpreter's result. */
MUST_CHECK Lookup tk_int_from_tcl(Tcl_Interp *interp, Tcl_Obj *object, Value *number);
/* The interpreter's result, or an object, as the app wants it. */
MUST_CHECK Value tk_wanted(TkApp *app, Tcl_Obj *object);

/* ---- tcl_object.c ---- */
MUST_CHECK Value tk_object_new(Tcl_Obj *object);
static inline bool is_tk_object(Value value) {
    return has_type(value, &tk_object_type);
}
Tcl_Obj *tk_object_borrowed(Value value); /* of a Tcl_Obj */

/* ---- callbacks.c ---- */
MUST_CHECK TkCallback *tk_callback_new(TkApp *app, Value callable, Value subject /* or null */);
void tk_callback_free(TkCallback *callback);
/* The app goes, or is found to be garbage: its callbacks call nothing any more. */
void tk_callbacks_orphan(TkApp *app);
/* Around Python code that Tcl calls, whoever has the GIL. */
typedef struct TkEntry {
    bool had_gil;
    Value pending; /* exception of those who called Tcl with the GIL */
} TkEntry;
TkEntry tk_enter(void);
void tk_leave(TkEntry entry);
/* The pending exception, of a callback, is raised again by who serves the events. */
void tk_error_keep(void);
bool tk_error_is_kept(void);
void tk_error_raise(void); /* the kept one is pending again */
void tk_error_forget(void);
MUST_CHECK Value tk_create_command(Value self, Value *args);
MUST_CHECK Value tk_delete_command(Value self, Value *args);

/* ---- events.c ---- */
/* Nobody waits for a file or timer any more. True: the callback is freed, which happens only in the
 * app's thread; false: that thread will do it when it is called, or it is a command's. */
bool tk_event_stop(TkCallback *callback, bool is_here);

/* ---- threads.c ---- */
/* RuntimeError in another thread than the app's. */
MUST_CHECK bool tk_check_thread(const TkApp *app);
/* Does the work in the app's thread, which must serve events; arguments are the caller's. */
typedef Value (*TkWork)(TkApp *app, Value *args, size_t count);
MUST_CHECK Value tk_run(TkApp *app, TkWork work, Value *args, size_t count);
/* Before Tcl is called for the first time. */
MUST_CHECK bool tk_threads_init(void);
/* This thread uses Tcl, which wants to know when it ends. */
void tk_thread_begin(void);
Tcl_Interp *tk_make_interpreter(void);
/* Gives up an interpreter or an object of Tcl in the thread where it belongs, at once or as soon as
 * that serves events. */
void tk_delete_interpreter(Tcl_Interp *interp, Tcl_ThreadId thread);
void tk_give_up_object(Tcl_Obj *object, Tcl_ThreadId thread);

/* ---- interrupts.c ---- */
/* Around a loop that serves events: signals end its waiting. */
typedef struct TkInterrupts {
    int pipe[2]; /* -1: none, for others see to it */
} TkInterrupts;
TkInterrupts tk_interrupts_begin(void);
void tk_interrupts_end(TkInterrupts interrupts);

/* ---- methods of the app, by file ---- */
Value tk_call(Value self, Value *args, size_t count, Tuple *names); /* evaluation.c */
Value tk_eval(Value self, Value *args);
Value tk_evalfile(Value self, Value *args);
Value tk_record(Value self, Value *args);
Value tk_adderrorinfo(Value self, Value *args);
Value tk_exprstring(Value self, Value *args);
Value tk_exprlong(Value self, Value *args);
Value tk_exprdouble(Value self, Value *args);
Value tk_exprboolean(Value self, Value *args);
Value tk_setvar(Value self, Value *args, size_t count, Tuple *names); /* variables.c */
Value tk_globalsetvar(Value self, Value *args, size_t count, Tuple *names);
Value tk_getvar(Value self, Value *args, size_t count, Tuple *names);
Value tk_globalgetvar(Value self, Value *args, size_t count, Tuple *names);
Value tk_unsetvar(Value self, Value *args, size_t count, Tuple *names);
Value tk_globalunsetvar(Value self, Value *args, size_t count, Tuple *names);
Value tk_getint(Value self, Value *args); /* reading.c */
Value tk_getdouble(Value self, Value *args);
Value tk_getboolean(Value self, Value *args);
Value tk_splitlist(Value self, Value *args);
Value tk_createfilehandler(Value self, Value *args); /* events.c */
Value tk_deletefilehandler(Value self, Value *args);
Value tk_createtimerhandler(Value self, Value *args);
Value tk_mainloop(Value self, Value *args);
Value tk_dooneevent(Value self, Value *args);
Value tk_quit(Value self, Value *args);

#endif
