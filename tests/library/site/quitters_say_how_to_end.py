print(repr(exit))  # expect: Use exit() or Ctrl-D (i.e. EOF) to exit
exit.eof = "Ctrl-D (end-of-file)"  # as IDLE does
print(exit, exit.eof, exit.name)  # expect: Use exit() or Ctrl-D (end-of-file) to exit Ctrl-D (end-of-file) exit
print(repr(quit))  # expect: Use quit() or Ctrl-D (i.e. EOF) to exit
