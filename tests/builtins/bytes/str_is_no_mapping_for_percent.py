for template in b"xyz", bytearray(b"xyz"):
    try:
        template % "text"
    except TypeError as error:
        print(error)  # expect: not all arguments converted during bytes formatting
                      # expect: not all arguments converted during bytes formatting
