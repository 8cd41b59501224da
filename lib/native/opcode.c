/* Module _opcode: what the opcode list says of each instruction, for modules opcode and dis. */
#include "compiler/opcode.h"
#include "vm/vm.h"

static bool opcode_argument(Value argument, Opcode *opcode) {
    int number;
    if (!int_as_int(argument, &number))
        return false;
    *opcode = (Opcode)number;
    return true;
}

static bool is_valid(Opcode opcode) {
    return (unsigned)opcode < OPCODE_COUNT;
}

/* Predicates: false for numbers that are no opcode. */
#define PREDICATE(name, condition)                                                                 \
    static Value name(Value self, Value *args) {                                                   \
        Opcode opcode;                                                                             \
        if (!opcode_argument(args[0], &opcode))                                                    \
            return NULL;                                                                           \
        return value_of_bool(is_valid(opcode) && (condition));                                     \
    }
PREDICATE(fn_is_valid, true)
PREDICATE(fn_has_arg, opcode_operand(opcode) != OPERAND_NONE)
PREDICATE(fn_has_const, opcode_operand(opcode) == OPERAND_CONSTANT)
PREDICATE(fn_has_name, opcode_operand(opcode) == OPERAND_NAME)
PREDICATE(fn_has_jump, opcode_flags(opcode) & OPCODE_JUMP)
PREDICATE(fn_has_free, opcode_operand(opcode) == OPERAND_CELL)
PREDICATE(fn_has_local, opcode_operand(opcode) == OPERAND_SLOT)
PREDICATE(fn_has_exc, false) /* handlers stand in the exception table, not in the code */
#undef PREDICATE

static Value fn_stack_effect(Value self, Value *args) {
    Opcode opcode;
    int arg = 0;
    if (!opcode_argument(args[0], &opcode))
        return NULL;
    if (!is_valid(opcode))
        return raise_value_error("invalid opcode or oparg");
    bool has_arg = args[1] && args[1] != NONE;
    if (has_arg && !int_as_int(args[1], &arg))
        return NULL;
    if (!has_arg && opcode_operand(opcode) != OPERAND_NONE)
        return raise_value_error("stack_effect: opcode requires oparg but oparg was not specified");
    int64_t stays = opcode_effect(opcode, (uint32_t)arg, false);
    int64_t jumps =
        opcode_flags(opcode) & OPCODE_JUMP ? opcode_effect(opcode, (uint32_t)arg, true) : stays;
    if (!args[2] || args[2] == NONE)
        return value_from_int64(stays > jumps ? stays : jumps);
    if (args[2] == TRUE_VALUE)
        return value_from_int64(jumps);
    if (args[2] == FALSE_VALUE)
        return value_from_int64(stays);
    return raise_value_error("stack_effect: jump must be False, True or None");
}

static Value names_list(const char *const *texts, size_t count) {
    List *list = list_new(count);
    for (size_t i = 0; list && i < count; i++) {
        if (!list_append_steal(list, value_of(str_from_c(texts[i])))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

static Value fn_intrinsic1(Value self, Value *args) {
    static const char *const texts[] = {
        "INTRINSIC_1_INVALID",         "INTRINSIC_PRINT",
        "INTRINSIC_IMPORT_STAR",       "INTRINSIC_STOPITERATION_ERROR",
        "INTRINSIC_ASYNC_GEN_WRAP",    "INTRINSIC_UNARY_POSITIVE",
        "INTRINSIC_LIST_TO_TUPLE",     "INTRINSIC_TYPEVAR",
        "INTRINSIC_PARAMSPEC",         "INTRINSIC_TYPEVARTUPLE",
        "INTRINSIC_SUBSCRIPT_GENERIC", "INTRINSIC_TYPEALIAS"};
    _Static_assert(sizeof texts / sizeof *texts == INTRINSIC_1_COUNT, "one name each");
    return names_list(texts, INTRINSIC_1_COUNT);
}
static Value fn_intrinsic2(Value self, Value *args) {
    static const char *const texts[] = {"INTRINSIC_2_INVALID",
                                        "INTRINSIC_PREP_RERAISE_STAR",
                                        "INTRINSIC_TYPEVAR_WITH_BOUND",
                                        "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
                                        "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
                                        "INTRINSIC_SET_TYPEPARAM_DEFAULT"};
    _Static_assert(sizeof texts / sizeof *texts == INTRINSIC_2_COUNT, "one name each");
    return names_list(texts, INTRINSIC_2_COUNT);
}

/* [("NB_ADD", "+"), ...] in the order of BINARY_OP's operand. */
static Value fn_nb_ops(Value self, Value *args) {
    static const char *const texts[] = {
        "NB_ADD",      "NB_AND",         "NB_FLOOR_DIVIDE", "NB_LSHIFT", "NB_MATRIX_MULTIPLY",
        "NB_MULTIPLY", "NB_REMAINDER",   "NB_OR",           "NB_POWER",  "NB_RSHIFT",
        "NB_SUBTRACT", "NB_TRUE_DIVIDE", "NB_XOR"};
    List *list = list_new(BINARY_OPERATOR_COUNT);
    for (int i = 0; list && i < BINARY_OPERATOR_COUNT; i++) {
        Str *name = i < BINARY_INPLACE_ADD ? str_from_c(texts[i])
                                           : str_format("NB_INPLACE_%s", texts[i - 13] + 3);
        Value parts[] = {value_of(name),
                         value_of(str_from_c(binary_operator_text((BinaryOperator)i)))};
        Tuple *pair = tuple_from_array_steal(parts, 2);
        if (!pair || !list_append_steal(list, value_of(pair))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

/* name -> number of all opcodes. */
static Value fn_opmap(Value self, Value *args) {
    Dict *dict = dict_new();
    for (int i = 0; dict && i < OPCODE_COUNT; i++) {
        if (!dict_set_c(dict, opcode_name((Opcode)i), value_of_small_int(i))) {
            GIVE_UP(dict);
            return NULL;
        }
    }
    return value_of(dict);
}

/* What an instruction does, in a sentence. */
static Value fn_meaning(Value self, Value *args) {
    Opcode opcode;
    if (!opcode_argument(args[0], &opcode))
        return NULL;
    return is_valid(opcode) ? value_of(str_from_c(opcode_meaning(opcode)))
                            : raise_value_error("invalid opcode");
}

/* There is no second compiler: no instruction has an executor. */
static Value fn_get_executor(Value self, Value *args) {
    return NONE;
}

static Value fn_no_stats(Value self, Value *args) {
    return NONE;
}

/* CPython's specialised instructions, which its tests look for by name, are not Folio's. */
static bool fill_module(Module *module) {
    return dict_set_c(module->dict, "ENABLE_SPECIALIZATION", FALSE_VALUE);
}

static const NativeMethod functions[] = {
    NATIVE("stack_effect(opcode, oparg=None, /, *, jump=None)", fn_stack_effect,
           "Compute the stack effect of the opcode."),
    NATIVE("is_valid(opcode)", fn_is_valid, "Return True if opcode is valid, False otherwise."),
    NATIVE("has_arg(opcode)", fn_has_arg, NULL),
    NATIVE("has_const(opcode)", fn_has_const, NULL),
    NATIVE("has_name(opcode)", fn_has_name, NULL),
    NATIVE("has_jump(opcode)", fn_has_jump, NULL),
    NATIVE("has_free(opcode)", fn_has_free, NULL),
    NATIVE("has_local(opcode)", fn_has_local, NULL),
    NATIVE("has_exc(opcode)", fn_has_exc, NULL),
    NATIVE("get_intrinsic1_descs()", fn_intrinsic1, NULL),
    NATIVE("get_intrinsic2_descs()", fn_intrinsic2, NULL),
    NATIVE("get_nb_ops()", fn_nb_ops, NULL),
    NATIVE("get_executor(code, offset)", fn_get_executor,
           "Return the executor object at offset in code if exists, None otherwise."),
    NATIVE("get_specialization_stats()", fn_no_stats, "No statistics are kept."),
    NATIVE("opmap()", fn_opmap, NULL),
    NATIVE("meaning(opcode)", fn_meaning, NULL),
    NATIVE_END,
};

const NativeModule _opcode_module = {
    .name = "_opcode",
    .doc = "Opcode support module.",
    .functions = functions,
    .exec = fill_module,
};
