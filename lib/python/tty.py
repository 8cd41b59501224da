"""Terminals that give what is typed at once."""

from termios import *

__all__ = ["cfmakeraw", "cfmakecbreak", "setraw", "setcbreak"]

# Indices of the list that tcgetattr() gives.
IFLAG, OFLAG, CFLAG, LFLAG, ISPEED, OSPEED, CC = range(7)


def cfmakecbreak(mode):
    """Changes a mode so that characters are neither shown nor gathered to lines."""
    mode[LFLAG] &= ~(ECHO | ICANON)
    characters = mode[CC] = list(mode[CC])
    characters[VMIN], characters[VTIME] = 1, 0  # reading waits for one


def cfmakeraw(mode):
    """Changes a mode so that, besides, characters are passed on as they are."""
    cfmakecbreak(mode)
    mode[LFLAG] &= ~(ECHOE | ECHOK | ECHONL | IEXTEN | ISIG | NOFLSH | TOSTOP)
    mode[IFLAG] &= ~(IGNBRK | BRKINT | IGNPAR | PARMRK | INPCK | ISTRIP)
    mode[IFLAG] &= ~(INLCR | IGNCR | ICRNL | IXON | IXANY | IXOFF)
    mode[OFLAG] &= ~OPOST
    mode[CFLAG] = mode[CFLAG] & ~(PARENB | CSIZE) | CS8


def _set(fd, when, change):
    before = tcgetattr(fd)
    mode = before.copy()
    change(mode)
    tcsetattr(fd, when, mode)
    return before


def setraw(fd, when=TCSAFLUSH):
    """Makes a terminal raw; the mode it had."""
    return _set(fd, when, cfmakeraw)


def setcbreak(fd, when=TCSAFLUSH):
    """Makes a terminal give characters at once; the mode it had."""
    return _set(fd, when, cfmakecbreak)
