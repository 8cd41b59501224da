#include "compiler/codegen.h"
void emit_match(Codegen *c, MatchNode *node) {
    context_fail(c->context, DIAGNOSTIC_SYSTEM, "match is not supported yet");
}
Text unparse_expression(Context *context, Node *node) {
    context_fail(context, DIAGNOSTIC_SYSTEM, "postponed annotations are not supported yet");
}
