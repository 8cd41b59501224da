/* Calls: from the interpreter into Python functions, and from C into anything. */
#include "vm/call.h"
#include "vm/objects/generator.h"
#include "vm/vm.h"

#include <string.h>

static COLD void raise_recursion(Thread *thread) {
    if (thread->frame + 1 >= thread->frame_limit)
        raise_error(&exc_RecursionError, "maximum recursion depth exceeded");
    else
        raise_error(&exc_RecursionError, "maximum recursion depth exceeded: value stack is full");
}

/* Pushes a frame for the function whose arguments stand at `locals`, the callee below them: they
 * are given up if that fails. */
static bool push_function(Thread *thread, Function *function, Value *locals, size_t count,
                          Tuple *names, uint32_t flags) {
    CodeObject *code = function->code;
    Value callee = locals[-1];
    size_t given = count + (names ? names->count : 0);
    if (!code->instructions && !code_object_prepare(code))
        goto failed;
    if (UNLIKELY(!frame_fits(thread, locals, code) || locals + given + 4 > thread->stack_end)) {
        raise_recursion(thread);
        goto failed;
    }
    if (given != code->argcount || names || !code->simple_parameters) {
        if (!parameters_bind(function, locals, count, names)) {
            decref(callee);
            return false;
        }
        const Code *plain = code->code;
        given = plain->argcount + plain->kwonlyargcount + !!(code->flags & CO_VARARGS) +
                !!(code->flags & CO_VARKEYWORDS);
    }
    Frame *frame = ++thread->frame;
    frame->pc = code->instructions;
    frame->locals = locals;
    frame->limit = locals + code->frame_size;
    frame->function = function;
    frame->flags = flags;
    frame->temporaries = 0;
    for (Value *slot = locals + given; slot < locals + code->slot_count; slot++)
        *slot = NULL;
    return true;
failed:;
    Value *limit = window_extend(thread->frame, locals + given);
    for (size_t i = 0; i < given; i++)
        decref(locals[i]);
    thread->frame->limit = limit;
    decref(callee);
    return false;
}

Value *call_enter(Thread *thread, Value *sp, size_t count, Tuple *names, Instruction *resume) {
    Frame *caller = thread->frame;
    size_t given = count + (names ? names->count : 0);
    Value *base = sp - given - 1, *window = base;
    uint32_t flags = 0;
    caller->pc = resume;
    if (caller->flags & FRAME_GENERATOR) {
        window = caller->limit;
        if (UNLIKELY(window + given + 4 > thread->stack_end)) {
            raise_recursion(thread);
            for (size_t i = 0; i <= given; i++)
                decref(base[i]);
            return base;
        }
        memcpy(window, base, (given + 1) * sizeof *window);
        caller->temporaries = (uint32_t)(base - (caller->locals + frame_code(caller)->slot_count));
        flags = FRAME_CALLER_IS_GENERATOR;
    }
    if (has_type(window[0], &method_type)) { /* (method, args) becomes (function, self, args) */
        Method *method = (Method *)object_of(window[0]);
        memmove(window + 2, window + 1, given * sizeof *window);
        window[0] = own(method->function);
        window[1] = own(method->self);
        GIVE_UP(method);
        count++;
    }
    if (!push_function(thread, (Function *)object_of(window[0]), window + 1, count, names, flags))
        return base;
    return thread->frame->locals + frame_code(thread->frame)->slot_count;
}

Value frame_leave(Thread *thread, Frame *frame, Value result) {
    uint32_t flags = frame->flags;
    CodeObject *code = frame_code(frame);
    if (flags & FRAME_OBJECT)
        frame_detach(frame);
    for (uint32_t i = 0; i < code->slot_count; i++)
        clear_value(&frame->locals[i]);
    if (frame->flags & FRAME_OBJECT) /* the end of a variable looked at the frame once more */
        frame_detach(frame);
    if (flags & FRAME_NAMESPACE)
        decref(frame->namespace);
    if (flags & FRAME_GENERATOR) {
        Generator *generator = frame->generator;
        thread->handled = generator->handled.previous;
        clear_value(&generator->handled.exception);
        generator->state = GENERATOR_CLOSED;
        generator->frame.flags = 0;
        thread->frame = frame - 1;
        clear_value(&generator->function);
        return result;
    }
    Value callee = frame->locals[-1];
    if (flags & FRAME_CONSTRUCTOR) {
        Function *init = frame->function;
        thread->frame = frame - 1;
        if (result && result != NONE) {
            raise_type_error("__init__() should return None, not '%T'", result);
            decref(result);
            result = NULL;
        } else if (result) {
            result = callee;
            callee = NULL;
        }
        GIVE_UP(init);
        decref_maybe(callee);
        return result;
    }
    thread->frame = frame - 1;
    decref(callee);
    return result;
}

/* ---- from C ---------------------------------------------------------------------------------- */

static Value run_function(Thread *thread, Function *function, Value first, Value *args,
                          size_t count, Tuple *names) {
    Value *window = thread->frame->limit;
    size_t given = count + (names ? names->count : 0), extra = first != NULL;
    if (UNLIKELY(window + given + 8 > thread->stack_end)) {
        raise_recursion(thread);
        return NULL;
    }
    OWN(function);
    window[0] = value_of(function);
    if (first)
        window[1] = own(first);
    for (size_t i = 0; i < given; i++)
        window[1 + extra + i] = own(args[i]);
    if (!push_function(thread, function, window + 1, count + extra, names, FRAME_ENTRY))
        return NULL;
    return interpret(thread);
}

Value function_call(Value function, Value *args, size_t count, Tuple *names) {
    return run_function(current_thread, (Function *)object_of(function), NULL, args, count, names);
}

static Value run_in_namespace(Thread *thread, Function *function, Value namespace) {
    Value *window = thread->frame->limit;
    if (UNLIKELY(window + 8 > thread->stack_end)) {
        raise_recursion(thread);
        return NULL;
    }
    OWN(function);
    window[0] = value_of(function);
    if (!push_function(thread, function, window + 1, 0, NULL, FRAME_ENTRY | FRAME_NAMESPACE))
        return NULL;
    thread->frame->namespace = own(namespace);
    return interpret(thread);
}

Value run_code(CodeObject *code, Dict *globals, Value namespace) {
    Value function = function_new(code, globals, NULL);
    if (!function)
        return NULL;
    Value result = run_in_namespace(current_thread, (Function *)object_of(function), namespace);
    decref(function);
    return result;
}

Value run_class_body(Function *function, Value namespace) {
    return run_in_namespace(current_thread, function, namespace);
}

Value native_call(const NativeMethod *method, Signature *signature, Value self, Value *args,
                  size_t count, Tuple *names) {
    if (!recursion_enter(" while calling a Python object"))
        return NULL;
    if (method->variadic)
        return method->variadic(self, args, count, names);
    if (!signature->parsed)
        signature_parse(signature);
    if ((!names || names->count == 0) && count == signature->count &&
        count <= signature->positional && signature->variadic < 0 && signature->keywords < 0)
        return method->function(self, args);
    Value bound[SIGNATURE_PARAMETERS_MAX];
    if (!arguments_bind(signature, args, count, names, bound))
        return NULL;
    Value result = method->function(self, bound);
    arguments_release(signature, bound);
    return result;
}

static COLD Value not_callable(Value callee) {
    return raise_type_error("'%T' object is not callable", callee);
}

Value call(Value callee, Value *args, size_t count, Tuple *names) {
    Thread *thread = current_thread;
    if (is_function(callee))
        return run_function(thread, (Function *)object_of(callee), NULL, args, count, names);
    if (has_type(callee, &method_type)) {
        Method *method = (Method *)object_of(callee);
        if (is_function(method->function)) {
            OWN(method);
            Value result = run_function(thread, (Function *)object_of(method->function),
                                        method->self, args, count, names);
            GIVE_UP(method);
            return result;
        }
    }
    Type *type = type_of(callee);
    if (!type->call)
        return not_callable(callee);
    if (!recursion_enter(" while calling a Python object"))
        return NULL;
    incref(callee);
    Value result = type->call(callee, args, count, names);
    decref(callee);
    return result;
}

Value call_0(Value callee) {
    return call(callee, NULL, 0, NULL);
}

Value call_1(Value callee, Value arg) {
    return call(callee, &arg, 1, NULL);
}

Value call_2(Value callee, Value first, Value second) {
    Value args[] = {first, second};
    return call(callee, args, 2, NULL);
}

Value call_3(Value callee, Value first, Value second, Value third) {
    Value args[] = {first, second, third};
    return call(callee, args, 3, NULL);
}

Value call_tuple(Value callee, Tuple *args, Dict *keywords) {
    if (!keywords || keywords->count == 0)
        return call(callee, args->items, args->count, NULL);
    size_t total = args->count + keywords->count, position = 0, i = args->count, names_count = 0;
    Tuple *names = tuple_new(keywords->count);
    Value *values = mem_malloc(total * sizeof *values), key, value, result = NULL;
    if (!names || !values) {
        raise_no_memory();
        goto done;
    }
    memcpy(values, args->items, args->count * sizeof *values);
    while (dict_next(keywords, &position, &key, &value)) {
        if (!is_str(key)) {
            raise_type_error("keywords must be strings");
            goto done;
        }
        names->items[names_count++] = own(key);
        values[i++] = own(value);
    }
    result = call(callee, values, args->count, names);
done:
    if (values) {
        while (i > args->count)
            decref(values[--i]);
        mem_free(values);
    }
    decref_maybe(value_of(names));
    return result;
}

Str *callee_name(Value callee) {
    if (is_function(callee)) {
        Function *function = (Function *)object_of(callee);
        if (function->module && is_str(function->module) &&
            !str_equal_c(str_of(function->module), "builtins"))
            return str_format("%S.%S()", function->module, function->qualified_name);
        return str_format("%S()", function->qualified_name);
    }
    Value name;
    if (attribute_lookup(callee, names.__qualname__, &name) == LOOKUP_FOUND && is_str(name)) {
        Value module = NULL;
        Str *text;
        if (attribute_lookup(callee, names.__module__, &module) == LOOKUP_FOUND && is_str(module) &&
            !str_equal_c(str_of(module), "builtins"))
            text = str_format("%S.%S()", module, name);
        else
            text = str_format("%S()", name);
        decref_maybe(module);
        decref(name);
        return text;
    }
    exception_clear();
    return (Str *)object_of(object_str(callee));
}

Value call_unpacked(Value callee, Value iterable, Value mapping) {
    Tuple *args = NULL;
    Dict *keywords = NULL;
    Value result = NULL;
    if (has_type(iterable, &tuple_type)) {
        args = tuple_of(own(iterable));
    } else {
        if (!type_of(iterable)->iter && !type_of(iterable)->get_item) {
            Str *name = callee_name(callee);
            if (name)
                raise_type_error("%U argument after * must be an iterable, not %T", name, iterable);
            decref_maybe(value_of(name));
            return NULL;
        }
        args = tuple_from_iterable(iterable);
        if (!args)
            return NULL;
    }
    if (mapping && has_type(mapping, &dict_type)) {
        keywords = dict_of(own(mapping));
    } else if (mapping) {
        keywords = dict_new();
        if (!keywords || !dict_update(keywords, mapping))
            goto done;
    }
    result = call_tuple(callee, args, keywords);
done:
    decref_maybe(value_of(args));
    decref_maybe(value_of(keywords));
    return result;
}

Value call_method_0(Value object, Str *name) {
    return call_method_2(object, name, NULL, NULL);
}

Value call_method_1(Value object, Str *name, Value arg) {
    return call_method_2(object, name, arg, NULL);
}

Value call_method_2(Value object, Str *name, Value first, Value second) {
    Value method, self;
    if (!attribute_get_method(object, name, &method, &self))
        return NULL;
    Value args[] = {self, first, second};
    size_t skip = self == NULL;
    Value result = call(method, args + skip, (size_t)1 - skip + !!first + !!second, NULL);
    decref(method);
    return result;
}

bool is_callable(Value value) {
    return type_of(value)->call != NULL;
}
