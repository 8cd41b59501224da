"""A filter's entries are those of its kind."""
import lzma


def error(filters, make=lzma.LZMACompressor):
    try:
        make(filters=filters)
    except (TypeError, ValueError) as error:
        return type(error).__name__, str(error)


def decompressor(filters):
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)


print(error([{"id": lzma.FILTER_LZMA2, "foo": 0}]))  # expect: ('ValueError', 'Invalid filter specifier for LZMA filter')
print(error([{"id": lzma.FILTER_DELTA, "lc": 0}]))  # expect: ('ValueError', 'Invalid filter specifier for delta filter')
print(error([{"id": lzma.FILTER_X86, "dist": 0}]))  # expect: ('ValueError', 'Invalid filter specifier for BCJ filter')
print(error([{"id": lzma.FILTER_LZMA1, 1: 0}], decompressor)[1])  # expect: Invalid filter specifier for LZMA filter
print(error({}, decompressor))  # expect: ('TypeError', 'dict is not a sequence')
print(error([{"id": lzma.FILTER_LZMA2, "lc": 0, "preset": 3}]))  # expect: None
