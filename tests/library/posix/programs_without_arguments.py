# A list or tuple that says that it holds the arguments of a program, and holds none.
import os


class Arguments(list):
    def __len__(self):
        return 1


class Fixed(tuple):
    def __len__(self):
        return 1


for arguments in Arguments(), Fixed():
    for start in (lambda: os.execv("/bin/true", arguments), lambda: os.execve("/bin/true", arguments, {}),
                  lambda: os.posix_spawn("/bin/true", arguments, {})):
        try:
            start()
        except IndexError as error:
            print(error)
# expect: list index out of range
# expect: list index out of range
# expect: list index out of range
# expect: tuple index out of range
# expect: tuple index out of range
# expect: tuple index out of range
