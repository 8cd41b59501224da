/* Calls as the interpreter makes them. */
#ifndef VM_CALL_H
#define VM_CALL_H

#include "vm/interpreter.h"
#include "vm/objects/function.h"

/* Does the window that begins with `locals` have room for a frame of the code? */
static inline bool frame_fits(Thread *thread, Value *locals, const CodeObject *code) {
    return locals + code->frame_size <= thread->stack_end &&
           thread->frame + 1 < thread->frame_limit;
}

/* Python functions, and methods bound to them, are entered without leaving the loop. */
static inline bool is_python_callable(Value callee) {
    return is_function(callee) ||
           (has_type(callee, &method_type) && is_function(((Method *)object_of(callee))->function));
}

/* Begins a Python function's frame. Below sp stand the callee (is_python_callable), `count`
 * positional arguments, and a value per name; all are given up. The caller's frame resumes at
 * `resume`. Returns the sp of the new frame, which is thread->frame; if the call failed,
 * thread->frame is the caller's and the result its sp with the callee gone. */
Value *call_enter(Thread *thread, Value *sp, size_t count, Tuple *names, union Instruction *resume);

/* type(args...) of a ready static type, which is not `type`. */
MUST_CHECK Value type_call_static(Type *type, Value *args, size_t count);

/* For messages about a call: "module.function()", or its str. */
MUST_CHECK Str *callee_name(Value callee);

/* callee(*iterable, **mapping); mapping may be null. */
MUST_CHECK Value call_unpacked(Value callee, Value iterable, Value mapping);

/* Arguments of a frame to come stand above the running frame's window, where code that runs
 * meanwhile (finalizers, hashes) would put its own: until the limit that this returns is put back,
 * that goes behind `end`. */
static inline Value *window_extend(Frame *frame, Value *end) {
    Value *limit = frame->limit;
    if (limit < end)
        frame->limit = end;
    return limit;
}

/* Binds arguments that stand at locals[0 .. count + names) to the function's parameters, in place;
 * they are given up if it fails. Slots behind the parameters are not touched. */
MUST_CHECK bool parameters_bind(Function *function, Value *locals, size_t count, Tuple *names);

/* Ends a frame: gives up or detaches its variables and what the flags say; thread->frame is its
 * caller's. Takes and gives the result: the instance of a constructor; null if that fails. */
Value frame_leave(Thread *thread, Frame *frame, Value result);

#endif
