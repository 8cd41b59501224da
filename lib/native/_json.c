/* _json: what json.decoder and json.encoder need to be fast. */
#include "lib/native/json_parts.h"

static const NativeMethod functions[] = {
    NATIVE("scanstring($module, string, end, strict=True, /)", json_method_scanstring,
           "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON "
           "string. End is the index of the\ncharacter in s after the quote that started the JSON "
           "string."),
    NATIVE("encode_basestring($module, string, /)", json_method_encode,
           "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python "
           "string"),
    NATIVE("encode_basestring_ascii($module, string, /)", json_method_encode_ascii,
           "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation "
           "of a Python string"),
    NATIVE_END};

static bool json_exec(Module *module) {
    return type_ready(&json_scanner_type) && type_ready(&json_encoder_type) &&
           dict_set_c(module->dict, "make_scanner", value_of(&json_scanner_type)) &&
           dict_set_c(module->dict, "make_encoder", value_of(&json_encoder_type));
}

const NativeModule _json_module = {
    .name = "_json",
    .doc = "json speedups\n",
    .functions = functions,
    .exec = json_exec,
};
