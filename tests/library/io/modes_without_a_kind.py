# open() without one of r, w, a and x in the mode, and with two.
for mode in "", "b", "+", "rw", "xa+":
    try:
        open("file", mode)
    except ValueError as error:
        print(error)  # expect: Must have exactly one of create/read/write/append mode and at most one plus
                      # expect: Must have exactly one of create/read/write/append mode and at most one plus
                      # expect: Must have exactly one of create/read/write/append mode and at most one plus
                      # expect: must have exactly one of create/read/write/append mode
                      # expect: must have exactly one of create/read/write/append mode
