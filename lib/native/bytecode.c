/* _bytecode: what lies below a code object's plain code, for the disassembler: the run-time
 * instructions with their caches, the verifier, .pyc files, and the columns of opcodes.def. */
#include "compiler/pyc.h"
#include "compiler/verify.h"
#include "vm/objects/code.h"
#include "vm/opcode_reference.h"
#include "vm/profile.h"
#include "vm/vm.h"

#include <stdlib.h>

static CodeObject *code_argument(Value argument) {
    if (is_code(argument))
        return (CodeObject *)(void *)object_of(argument);
    return raise_type_error("a code object is required, not %T", argument);
}

/* A list made by appending what `items` are; a null among them ends in an error. */
static bool append_tuple(List *list, Value *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!items[i]) {
            for (size_t j = 0; j < count; j++)
                decref_maybe(items[j]);
            return false;
        }
    }
    Tuple *tuple = tuple_from_array_steal(items, count);
    return tuple && list_append_steal(list, value_of(tuple));
}

static Value list_or_null(List *list, bool done) {
    if (list && !done)
        GIVE_UP(list);
    return list && done ? value_of(list) : NULL;
}

static Value text(const char *bytes) {
    return value_of(str_from_c(bytes));
}

/* ---- opcodes ----------------------------------------------------------------------------- */

static Value fn_opcodes(Value self, Value *args) {
    List *list = list_new(OPCODE_COUNT);
    bool done = list != NULL;
    const char *family = "";
    for (Opcode opcode = 0; done && opcode < OPCODE_COUNT; opcode++) {
        const char *chapter = opcode_chapter(opcode);
        if (chapter)
            family = chapter;
        Value row[] = {text(opcode_name(opcode)),
                       text(family),
                       text(opcode_operand_name(opcode)),
                       text(opcode_pops_text(opcode)),
                       text(opcode_pushes_text(opcode)),
                       value_of_small_int(opcode_flags(opcode)),
                       value_of_small_int(instruction_words(opcode) - 1),
                       text(opcode_meaning(opcode))};
        done = append_tuple(list, row, sizeof row / sizeof *row);
    }
    return list_or_null(list, done);
}

/* (items popped, items pushed) of an instruction; `jump`: when it jumps. */
static Value fn_effect(Value self, Value *args) {
    int opcode, arg;
    if (!int_as_int(args[0], &opcode) || !int_as_int(args[1], &arg))
        return NULL;
    if (opcode < 0 || opcode >= OPCODE_COUNT || arg < 0)
        return raise_value_error("invalid opcode or oparg");
    Value effect[] = {
        value_from_int64(opcode_pops((Opcode)opcode, (uint32_t)arg)),
        value_from_int64(opcode_pushes((Opcode)opcode, (uint32_t)arg, args[2] == TRUE_VALUE))};
    return value_of(tuple_from_array_steal(effect, 2));
}

/* The opcode reference, as -X help=opcodes prints it. */
static Value fn_reference(Value self, Value *args) {
    char *page = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&page, &size);
    if (!out)
        return raise_no_memory();
    opcode_reference_print(out);
    bool done = fclose(out) == 0;
    Value result = done ? value_of(str_from_wtf8(page, size)) : raise_no_memory();
    free(page);
    return result;
}

/* ---- run-time instructions --------------------------------------------------------------- */

static Value cache_words(const Instruction *pc, unsigned words) {
    List *list = list_new(words);
    bool done = list != NULL;
    for (unsigned i = 1; done && i < words; i++) {
        Value halves[] = {value_of_small_int(pc[i].low), value_of_small_int(pc[i].high)};
        done = append_tuple(list, halves, 2);
    }
    return list_or_null(list, done);
}

static Value fn_run_time(Value self, Value *args) {
    CodeObject *code = code_argument(args[0]);
    if (!code || (!code->instructions && !code_object_prepare(code)))
        return NULL;
    List *list = list_new(code->instruction_count);
    bool done = list != NULL;
    for (uint32_t word = 0; done && word < code->instruction_count;) {
        const Instruction *pc = &code->instructions[word];
        unsigned words = instruction_words(pc->op);
        Value row[] = {
            value_of_small_int(word), value_of_small_int(2 * (int64_t)code->plain_offsets[word]),
            text(form_name(pc->op)), text(opcode_name(form_plain(pc->op))), cache_words(pc, words)};
        done = append_tuple(list, row, sizeof row / sizeof *row);
        word += words;
    }
    return list_or_null(list, done);
}

/* ---- verifying --------------------------------------------------------------------------- */

static Value fn_verify(Value self, Value *args) {
    CodeObject *code = code_argument(args[0]);
    if (!code || !code_object_complete(code))
        return NULL;
    MemRegion *region = mem_region_new();
    if (!region)
        return raise_no_memory();
    const char *problem = code_verify(code->code, region);
    Value answer = !problem                           ? NONE
                   : problem == code_verify_no_memory ? raise_no_memory()
                                                      : text(problem);
    mem_region_free(region); /* where the problem may lie */
    return answer;
}

/* ---- .pyc files -------------------------------------------------------------------------- */

/* The code of a .pyc file's bytes, whatever its source is now; ImportError says why not. */
static Value fn_read_pyc(Value self, Value *args) {
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    Code *code = NULL;
    Diagnostic reason = {0};
    PycStatus status = pyc_read((const uint8_t *)buffer.bytes, buffer.size, NULL, &code, &reason);
    buffer_release(&buffer);
    if (status == PYC_VALID)
        return value_of(code_object_new_steal(code));
    if (status == PYC_NO_MEMORY)
        return raise_no_memory();
    return raise_import_error(&exc_ImportError, NULL, NULL, "%s", reason.message);
}

/* ---- the profile ------------------------------------------------------------------------- */

static bool append_counter(List *list, CodeObject *code, uint32_t word,
                           const ProfileCounter *counter) {
    Value row[] = {value_of_small_int(2 * (int64_t)code->plain_offsets[word]),
                   text(form_name(code->instructions[word].op)),
                   value_from_int64((int64_t)counter->count),
                   value_from_int64((int64_t)(counter->specialized - counter->misses)),
                   value_from_int64((int64_t)counter->misses),
                   value_from_int64((int64_t)counter->failures),
                   value_from_int64((int64_t)counter->nanoseconds),
                   counter->reason ? text(counter->reason) : NONE};
    return append_tuple(list, row, sizeof row / sizeof *row);
}

static bool append_profile(CodeObject *code, const ProfileCounter *counters, void *context) {
    List *rows = list_new(code->instruction_count);
    bool done = rows != NULL;
    for (uint32_t word = 0; done && word < code->instruction_count;) {
        done = append_counter(rows, code, word, &counters[word]);
        word += instruction_words(code->instructions[word].op);
    }
    Value pair[] = {own(value_of(code)), list_or_null(rows, done)};
    return append_tuple(context, pair, 2);
}

static Value fn_profile(Value self, Value *args) {
    List *list = list_new(64);
    return list_or_null(list, list && profile_visit(append_profile, list));
}

/* The counters of one code object, or None if it has not run under the profile. */
static Value fn_profile_of(Value self, Value *args) {
    CodeObject *code = code_argument(args[0]);
    if (!code)
        return NULL;
    const ProfileCounter *counters = profile_counters(code);
    if (!counters)
        return NONE;
    List *list = list_new(1);
    Value rows = NULL;
    if (list && append_profile(code, counters, list))
        rows = own(((Tuple *)object_of(list->items[0]))->items[1]);
    if (list)
        GIVE_UP(list);
    return rows;
}

static Value fn_profile_pairs(Value self, Value *args) {
    List *list = list_new(256);
    bool done = list != NULL;
    for (unsigned first = 0; done && first < FORM_END; first++) {
        for (unsigned second = 0; done && second < FORM_END; second++) {
            uint64_t count = profile_pair(first, second);
            if (!count)
                continue;
            Value row[] = {text(form_name(first)), text(form_name(second)),
                           value_from_int64((int64_t)count)};
            done = append_tuple(list, row, 3);
        }
    }
    return list_or_null(list, done);
}

static const NativeMethod functions[] = {
    NATIVE("opcodes()", fn_opcodes,
           "(name, family, operand, pops, pushes, flags, cache words, meaning) of each opcode."),
    NATIVE("reference()", fn_reference, "The opcode reference, a page of text."),
    NATIVE("effect(opcode, oparg, jump=False, /)", fn_effect,
           "(items popped, items pushed) of an instruction."),
    NATIVE("run_time(code, /)", fn_run_time,
           "(word, offset, form, plain opcode, cache words) of each run-time instruction."),
    NATIVE("verify(code, /)", fn_verify, "None, or why the code must not run."),
    NATIVE("read_pyc(bytes, /)", fn_read_pyc, "The code object that a .pyc file holds."),
    NATIVE("profile()", fn_profile,
           "(code, [(offset, form, count, hits, misses, failures, nanoseconds, reason)]) of what "
           "has run under -X profile=bytecode."),
    NATIVE("profile_of(code, /)", fn_profile_of, "The counters of one code object, or None."),
    NATIVE("profile_pairs()", fn_profile_pairs, "(form, form behind it, count)."),
    NATIVE_END,
};

const NativeModule _bytecode_module = {
    .name = "_bytecode",
    .doc = "Run-time instructions, the verifier and .pyc files.",
    .functions = functions,
};
