for value in bytearray(b"xyz"), memoryview(b"1x"):
    try:
        int(value)
    except ValueError as error:
        print(error)     # expect: invalid literal for int() with base 10: b'xyz'
                         # expect: invalid literal for int() with base 10: b'1x'
