/* From source bytes to a syntax tree: not there yet. */
#include "parser/parse.h"

bool parse_with_options(const char *bytes, size_t size, const ParseOptions *options,
                        MemRegion *region, ParseProduct *product, Diagnostic *diagnostic) {
    return diagnostic_set(diagnostic, DIAGNOSTIC_SYSTEM, "the parser is not built yet");
}

bool parse_source(const char *bytes, size_t size, const char *filename, ParseMode mode,
                  unsigned flags, MemRegion *region, Node **module, Diagnostic *diagnostic) {
    ParseOptions options = {filename, mode, flags, PARSE_INT_DIGITS_DEFAULT};
    ParseProduct product = {NULL, NULL};
    bool parsed = parse_with_options(bytes, size, &options, region, &product, diagnostic);
    *module = product.module;
    return parsed;
}
