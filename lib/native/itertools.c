/* itertools: the module. Its types are in the itertools_*.c files by kind: streams (one in, one
 * out), windows (that gather items), groups (groupby, tee), and combinatorics. */
#include "lib/native/itertools.h"

bool itertools_warn_pickling(void) {
    return warn(
        &exc_DeprecationWarning, 1,
        "Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.");
}

Value itertools_reduce_steal(Value self, Tuple *arguments, bool has_state, Value state) {
    Tuple *result = NULL;
    Value type = value_of(type_of(self));
    if (arguments != NULL && (!has_state || state != NULL) && itertools_warn_pickling())
        result = has_state ? tuple_pack(3, type, value_of(arguments), state)
                           : tuple_pack(2, type, value_of(arguments));
    decref_maybe(value_of(arguments));
    decref_maybe(state);
    return value_of(result);
}

static const NativeMethod functions[] = {
    NATIVE("tee($module, iterable, n=2, /)", itertools_tee,
           "Returns a tuple of n independent iterators."),
    NATIVE_END,
};

static bool exec(Module *module) {
    Type *const types[] = {
        &itertools_accumulate_type,
        &itertools_batched_type,
        &itertools_chain_type,
        &itertools_combinations_type,
        &itertools_combinations_with_replacement_type,
        &itertools_compress_type,
        &itertools_count_type,
        &itertools_cycle_type,
        &itertools_dropwhile_type,
        &itertools_filterfalse_type,
        &itertools_groupby_type,
        &itertools_grouper_type,
        &itertools_islice_type,
        &itertools_pairwise_type,
        &itertools_permutations_type,
        &itertools_product_type,
        &itertools_repeat_type,
        &itertools_starmap_type,
        &itertools_takewhile_type,
        &itertools_tee_type,
        &itertools_tee_data_type,
        &itertools_zip_longest_type,
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (!module_add_type(module, types[i]))
            return false;
    return true;
}

const NativeModule itertools_module = {
    .name = "itertools",
    .doc = "Functional tools for creating and using iterators.\n\n"
           "Infinite iterators:\n"
           "count(start=0, step=1) --> start, start+step, start+2*step, ...\n"
           "cycle(p) --> p0, p1, ... plast, p0, p1, ...\n"
           "repeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times\n",
    .functions = functions,
    .exec = exec,
};
