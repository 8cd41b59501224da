"""A buffer without bytes has no address to look at."""
import io

for empty in "", b"", bytearray(), memoryview(b""), io.BytesIO().getbuffer():
    try:
        float(empty)
    except ValueError as error:
        print(str(error).split(":")[0])
        # expect: could not convert string to float
        # expect: could not convert string to float
        # expect: could not convert string to float
        # expect: could not convert string to float
        # expect: could not convert string to float
