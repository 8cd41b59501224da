/* Codes as bytes: what is written is read back equal, and damaged bytes do no harm. */
#include "compiler/pyc.h"
#include "tests/unit/compiler/support.h"

static const char program[] =
    "from __future__ import annotations\n"
    "import os, sys as system\n"
    "class A[T](B, metaclass=M):\n"
    "    x: int = 1\n"
    "    def method(self, a, /, b=2, *args, c: str = 'c', **kwargs):\n"
    "        'docstring'\n"
    "        nonlocal_value = [self.x for i in range(10) if i % 2]\n"
    "        def inner():\n"
    "            return nonlocal_value, super().method\n"
    "        try:\n"
    "            with open(a) as f, f as g:\n"
    "                return f'{f!r:>{b}} {g}'\n"
    "        except (ValueError, OSError) as e:\n"
    "            raise RuntimeError from e\n"
    "        finally:\n"
    "            print(1 << 100, -1.5, 2j, b'bytes', ..., (1, ('a', None)))\n"
    "async def g(x):\n"
    "    async with x as y:\n"
    "        async for z in y:\n"
    "            yield await z\n"
    "def h(x):\n"
    "    try:\n"
    "        y = yield from x\n"
    "    except* KeyError:\n"
    "        del y\n"
    "    match x:\n"
    "        case {'k': [1, *rest], **others} if rest: pass\n"
    "        case A(1, b=c) | [c]: print(c)\n"
    "    while x in {1, 2, 3}: x += 1\n"
    "type Alias[*Ts, **P] = dict[Ts, P]\n";

static Code *program_code(void) {
    Diagnostic diagnostic = {0};
    Code *code = compile_text(program, &diagnostic);
    CHECK_STR_EQ(diagnostic.message, "");
    CHECK(code);
    return code;
}

TEST(written_code_reads_back_equal) {
    Code *code = program_code();
    SerializedCode bytes;
    Diagnostic diagnostic = {0};
    CHECK(code_serialize(code, &bytes, &diagnostic));
    Code *copy = code_deserialize(bytes.bytes, bytes.size, &diagnostic);
    CHECK_STR_EQ(diagnostic.message, "");
    CHECK(copy && code_equal(code, copy));
    mem_raw_free(bytes.bytes);
    code_release(copy);
    code_release(code);
}

/* Codes within are read when they are needed, under the name that the file has now. */
TEST(begun_code_is_the_same) {
    Code *code = program_code();
    SerializedCode bytes, again;
    Diagnostic diagnostic = {0};
    CHECK(code_serialize(code, &bytes, &diagnostic));
    Code *begun = code_begin(bytes.bytes, bytes.size, NULL, &diagnostic);
    CHECK_STR_EQ(diagnostic.message, "");
    CHECK(begun && code_equal(code, begun));
    CHECK(begun && code_serialize(begun, &again, &diagnostic));
    CHECK_EQ(again.size, bytes.size);
    CHECK(memcmp(again.bytes, bytes.bytes, bytes.size) == 0);
    mem_raw_free(again.bytes);
    code_release(begun);
    begun = code_begin(bytes.bytes, bytes.size, "moved.py", &diagnostic);
    mem_raw_free(bytes.bytes); /* its own copy stays */
    size_t inner = 0;
    for (uint32_t i = 0; begun && i < begun->constant_count; i++) {
        if (begun->constants[i].kind != CONSTANT_CODE)
            continue;
        const Code *stub = begun->constants[i].code;
        CHECK(!code_is_whole(stub));
        Code *whole = code_complete(stub, &diagnostic);
        CHECK(whole && code_is_whole(whole) && whole->unit_count);
        CHECK(text_is(stub->filename, "moved.py"));
        CHECK(whole && text_is(whole->filename, "moved.py"));
        code_release(whole);
        inner++;
    }
    CHECK(inner > 0);
    code_release(begun);
    code_release(code);
}

TEST(cut_bytes_are_refused) {
    Code *code = program_code();
    SerializedCode bytes;
    Diagnostic diagnostic = {0};
    CHECK(code_serialize(code, &bytes, &diagnostic));
    for (size_t size = 0; size < bytes.size; size++) {
        uint8_t *cut = malloc(size + 1);
        memcpy(cut, bytes.bytes, size);
        Code *copy = code_deserialize(cut, size, &diagnostic);
        CHECK(!copy);
        code_release(copy);
        free(cut);
    }
    mem_raw_free(bytes.bytes);
    code_release(code);
}

/* Every byte changed in several ways: refused, or a Code that is sound in itself. */
TEST(changed_bytes_do_no_harm) {
    Code *code = program_code();
    SerializedCode bytes;
    Diagnostic diagnostic = {0};
    CHECK(code_serialize(code, &bytes, &diagnostic));
    static const uint8_t changes[] = {0x01, 0x80, 0xff, 0x10};
    size_t accepted = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        for (size_t j = 0; j < sizeof changes; j++) {
            bytes.bytes[i] ^= changes[j];
            Code *copy = code_deserialize(bytes.bytes, bytes.size, &diagnostic);
            accepted += copy != NULL;
            for (uint32_t unit = 0; copy && unit < copy->unit_count; unit += 7)
                code_position(copy, unit);
            code_release(copy);
            bytes.bytes[i] ^= changes[j];
        }
    }
    CHECK(accepted < bytes.size * sizeof changes);
    mem_raw_free(bytes.bytes);
    code_release(code);
}

TEST(pyc_belongs_to_its_source) {
    Code *code = program_code(), *read = NULL;
    PycInfo info = {.mtime_seconds = 1700000000, .mtime_nanoseconds = 5, .source_size = 900};
    SerializedCode file;
    Diagnostic diagnostic = {0};
    CHECK(pyc_write(code, &info, &file, &diagnostic));
    CHECK_EQ(pyc_read(file.bytes, file.size, &info, &read, &diagnostic), PYC_VALID);
    CHECK(read && code_equal(code, read));
    code_release(read);
    PycInfo other = info;
    other.mtime_nanoseconds = 6;
    CHECK_EQ(pyc_read(file.bytes, file.size, &other, &read, &diagnostic), PYC_STALE);
    other = info;
    other.source_size++;
    CHECK_EQ(pyc_read(file.bytes, file.size, &other, &read, &diagnostic), PYC_STALE);
    file.bytes[file.size - 1] ^= 1;
    CHECK_EQ(pyc_read(file.bytes, file.size, &info, &read, &diagnostic), PYC_CORRUPT);
    file.bytes[0] ^= 1;
    CHECK_EQ(pyc_read(file.bytes, file.size, &info, &read, &diagnostic), PYC_BAD_MAGIC);
    CHECK_EQ(pyc_read(file.bytes, 3, &info, &read, &diagnostic), PYC_BAD_MAGIC);
    mem_raw_free(file.bytes);
    code_release(code);
}

TEST(pyc_with_hash_ignores_times) {
    Code *code = program_code(), *read = NULL;
    PycInfo info = {.flags = PYC_HASH | PYC_CHECK_SOURCE,
                    .source_hash = pyc_source_hash(program, strlen(program))};
    SerializedCode file;
    Diagnostic diagnostic = {0};
    CHECK(pyc_write(code, &info, &file, &diagnostic));
    PycInfo source = {.mtime_seconds = 7, .source_hash = info.source_hash};
    CHECK_EQ(pyc_read(file.bytes, file.size, &source, &read, &diagnostic), PYC_VALID);
    code_release(read);
    source.source_hash++;
    CHECK_EQ(pyc_read(file.bytes, file.size, &source, &read, &diagnostic), PYC_STALE);
    mem_raw_free(file.bytes);
    code_release(code);
}

int main(void) {
    RUN(written_code_reads_back_equal);
    RUN(begun_code_is_the_same);
    RUN(cut_bytes_are_refused);
    RUN(changed_bytes_do_no_harm);
    RUN(pyc_belongs_to_its_source);
    RUN(pyc_with_hash_ignores_times);
    return test_result();
}
