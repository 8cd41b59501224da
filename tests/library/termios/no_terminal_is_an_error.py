# Files that are no terminals; raw and cbreak modes of a list of settings.
import termios
import tty

with open("/dev/null") as null:
    for action in (lambda: termios.tcgetattr(null), lambda: termios.tcdrain(null.fileno()), lambda: termios.tcgetattr("x")):
        try:
            print(action())
        except (termios.error, TypeError) as error:
            print(type(error).__module__, type(error).__name__, error)  # expect: termios error (25, 'Inappropriate ioctl for device')
                                                                        # expect: termios error (25, 'Inappropriate ioctl for device')
                                                                        # expect: builtins TypeError argument must be an int, or have a fileno() method.
mode = [-1, -1, -1, -1, 15, 15, [b"\0"] * 32]
tty.cfmakecbreak(mode)
print(mode[tty.LFLAG] & (termios.ICANON | termios.ECHO), mode[tty.CC][termios.VMIN], bool(mode[tty.IFLAG] & termios.ICRNL))  # expect: 0 1 True
tty.cfmakeraw(mode)
print(bool(mode[tty.OFLAG] & termios.OPOST), bool(mode[tty.LFLAG] & termios.ISIG))  # expect: False False
