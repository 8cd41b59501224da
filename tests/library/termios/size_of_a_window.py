# tcsetwinsize() takes rows and columns from a sequence of two.
import os
import termios

_, terminal = os.openpty()
for size in (24, 80), [1, 2], (1,), (1, 2, 3), None, 5, {1, 2}, {1: 2, 3: 4}, "ab", (1.5, 2), (2**16, 1), (-1, 2):
    try:
        print(termios.tcsetwinsize(terminal, size), termios.tcgetwinsize(terminal))
      
      
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
# expect: None (24, 80)
# expect: None (1, 2)
# expect: TypeError: tcsetwinsize, arg 2: must be a two-item sequence
# expect: TypeError: tcsetwinsize, arg 2: must be a two-item sequence
# expect: TypeError: tcsetwinsize, arg 2: must be a two-item sequence
# expect: TypeError: tcsetwinsize, arg 2: must be a two-item sequence
# expect: TypeError: tcsetwinsize, arg 2: must be a two-item sequence
# expect: TypeError: tcsetwinsize, arg 2: must be a two-item sequence
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: 'float' object cannot be interpreted as an integer
# expect: OverflowError: winsize value(s) out of range.
# expect: OverflowError: winsize value(s) out of range.
      
      
      
      
      
      
      
      
      
      
