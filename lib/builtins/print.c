/* print and input: they talk to sys.stdout and sys.stdin through these objects' methods. */
#include "lib/builtins/builtins.h"
#include "vm/audit.h"
#include "vm/import.h"
#include "vm/line_input.h"

/* file.write, without a bound method being made. */
typedef struct Writer {
    Value method; /* owned */
    Value args[2];
    size_t first; /* of args: 1 if there is no self to pass */
} Writer;

static bool writer_open(Writer *writer, Value file) {
    *writer = (Writer){0};
    if (!attribute_get_method(file, names.write, &writer->method, &writer->args[0]))
        return false;
    writer->first = writer->args[0] == NULL;
    return true;
}

static bool writer_write(Writer *writer, Value text) {
    writer->args[1] = text;
    Value result = call(writer->method, writer->args + writer->first, 2 - writer->first, NULL);
    decref_maybe(result);
    return result != NULL;
}

static bool write_item(Writer *writer, Value item) {
    Value text = object_str(item);
    if (!text)
        return false;
    bool fine = writer_write(writer, text);
    decref(text);
    return fine;
}

static bool print_to(Value file, Value *args, size_t count, Value separator, Value end) {
    Writer writer;
    if (!writer_open(&writer, file))
        return false;
    bool fine = true;
    for (size_t i = 0; i < count && fine; i++)
        fine = (i == 0 || writer_write(&writer, separator)) && write_item(&writer, args[i]);
    fine = fine && writer_write(&writer, end);
    decref(writer.method);
    return fine;
}

static bool flush_stream(Value file) {
    Value result = call_method_0(file, names.flush);
    decref_maybe(result);
    return result != NULL;
}

static bool check_text(const char *name, Value value) {
    return is_str(value) || raise_type_error("%s must be None or a string, not %T", name, value);
}

Value builtin_print(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("print(*args, sep=' ', end='\\n', file=None, "
                                           "flush=False)");
    Value separator = NULL, end = NULL, file = NULL, flush = NULL;
    if (keywords) {
        Value bound[5];
        if (!arguments_bind(&signature, args, count, keywords, bound))
            return NULL;
        arguments_release(&signature, bound);
        separator = bound[1] == NONE ? NULL : bound[1];
        end = bound[2] == NONE ? NULL : bound[2];
        file = bound[3] == NONE ? NULL : bound[3];
        flush = bound[4];
        if ((separator && !check_text("sep", separator)) || (end && !check_text("end", end)))
            return NULL;
    }
    if (!file) {
        file = sys_get_borrowed("stdout");
        if (!file)
            return raise_runtime_error("lost sys.stdout");
        if (file == NONE)
            return NONE;
    }
    incref(file); /* a __str__ may replace sys.stdout */
    bool fine = print_to(file, args, count, separator ? separator : value_of(names.space),
                         end ? end : value_of(names.newline));
    if (fine && flush) {
        Answer wanted = object_truth(flush);
        fine = wanted != ANSWER_ERROR && (wanted == ANSWER_NO || flush_stream(file));
    }
    decref(file);
    return fine ? NONE : NULL;
}

/* ---- input ----------------------------------------------------------------------------------- */

/* sys.NAME, owned; RuntimeError if it is gone. */
static Value stream(const char *name) {
    Value file = sys_get_borrowed(name);
    if (!file || file == NONE)
        return raise_runtime_error("input(): lost sys.%s", name);
    return own(file);
}

static Value read_line(Value input) {
    Value line = call_method_0(input, names.readline);
    if (!line)
        return NULL;
    if (!is_str(line)) {
        decref(line);
        return raise_type_error("object.readline() returned non-string");
    }
    Str *str = str_of(line);
    if (str->length == 0) {
        decref(line);
        return raise_error(&exc_EOFError, "EOF when reading a line");
    }
    if (str_at(str, str->length - 1) != '\n')
        return line;
    Value cut = value_of(str_substring(str, 0, str->length - 1));
    decref(line);
    return cut;
}

Value builtin_input(Value self, Value *args) {
    Value errors = stream("stderr"), input = NULL, output = NULL, result = NULL;
    if (!errors || !(input = stream("stdin")) || !(output = stream("stdout")) ||
        !audit("builtins.input", "O", args[0]))
        goto done;
    if (!flush_stream(errors))
        exception_clear();
    if (line_input_is_wanted(input, output)) {
        Value prompt = args[0] ? object_str(args[0]) : NULL;
        if (!exception_pending() && !flush_stream(output))
            exception_clear();
        result = exception_pending() ? NULL : line_input_read(prompt ? str_of(prompt) : NULL);
        decref_maybe(prompt);
        goto done;
    }
    if (args[0]) {
        Value newline = value_of(str_empty());
        bool printed = print_to(output, args, 1, newline, newline);
        decref(newline);
        if (!printed)
            goto done;
    }
    if (!flush_stream(output))
        exception_clear();
    result = read_line(input);
done:
    decref_maybe(errors);
    decref_maybe(input);
    decref_maybe(output);
    return result;
}
