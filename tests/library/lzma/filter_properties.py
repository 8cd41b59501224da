# The options of a filter as archives keep them.
import _lzma as lzma

for spec in ({"id": lzma.FILTER_LZMA2, "preset": 6}, {"id": lzma.FILTER_LZMA1, "preset": 3},
             {"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_X86},
             {"id": lzma.FILTER_ARM, "start_offset": 16}):
    encoded = lzma._encode_filter_properties(spec)
    print(encoded, lzma._decode_filter_properties(spec["id"], encoded))
# expect: b'\x16' {'id': 33, 'dict_size': 8388608}
# expect: b']\x00\x00@\x00' {'id': 4611686018427387905, 'lc': 3, 'lp': 0, 'pb': 2, 'dict_size': 4194304}
# expect: b'\x03' {'id': 3, 'dist': 4}
# expect: b'' {'id': 4}
# expect: b'\x10\x00\x00\x00' {'id': 7, 'start_offset': 16}

for identifier, properties in (99, b""), (lzma.FILTER_LZMA1, b"x"):
    try:
        lzma._decode_filter_properties(identifier, properties)
    except lzma.LZMAError as error:
        print(error)  # expect: Invalid or unsupported options
                      # expect: Invalid or unsupported options
try:
    lzma._encode_filter_properties({})
except ValueError as error:
    print(error)  # expect: Filter specifier must have an "id" entry
