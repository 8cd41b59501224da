"""Constants and functions for interpreting the st_mode field of os.stat()."""

ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)

S_IFDIR, S_IFCHR, S_IFBLK, S_IFREG = 0o040000, 0o020000, 0o060000, 0o100000
S_IFIFO, S_IFLNK, S_IFSOCK = 0o010000, 0o120000, 0o140000
S_IFDOOR = S_IFPORT = S_IFWHT = 0

S_ISUID, S_ISGID, S_ISVTX, S_ENFMT = 0o4000, 0o2000, 0o1000, 0o2000
S_IREAD, S_IWRITE, S_IEXEC = 0o400, 0o200, 0o100
S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR = 0o700, 0o400, 0o200, 0o100
S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP = 0o070, 0o040, 0o020, 0o010
S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH = 0o007, 0o004, 0o002, 0o001

# Flags of files on BSD and macOS; the owner may set the first, the superuser the others.
UF_SETTABLE, SF_SETTABLE = 0xFFFF, 0xFFFF0000
UF_NODUMP, UF_IMMUTABLE, UF_APPEND, UF_OPAQUE = 1, 2, 4, 8
UF_NOUNLINK, UF_COMPRESSED, UF_TRACKED, UF_DATAVAULT, UF_HIDDEN = 0x10, 0x20, 0x40, 0x80, 0x8000
SF_ARCHIVED, SF_IMMUTABLE, SF_APPEND, SF_RESTRICTED = 0x10000, 0x20000, 0x40000, 0x80000
SF_NOUNLINK, SF_SNAPSHOT, SF_FIRMLINK, SF_DATALESS = 0x100000, 0x200000, 0x800000, 0x40000000

# Attributes of files on Windows, from the lowest bit; one bit has no name.
globals().update({"FILE_ATTRIBUTE_" + name: 1 << bit for bit, name in enumerate(
    "READONLY HIDDEN SYSTEM - DIRECTORY ARCHIVE DEVICE NORMAL TEMPORARY SPARSE_FILE REPARSE_POINT "
    "COMPRESSED OFFLINE NOT_CONTENT_INDEXED ENCRYPTED INTEGRITY_STREAM VIRTUAL "
    "NO_SCRUB_DATA".split()) if name != "-"})


def S_IMODE(mode):
    """What of a mode os.chmod() can set."""
    return mode & 0o7777


def S_IFMT(mode):
    """What of a mode says of what type the file is."""
    return mode & 0o170000


def _is_of(name, kind, what):
    def test(mode):
        return mode & 0o170000 == kind

    test.__name__ = test.__qualname__ = name
    test.__doc__ = f"Whether it is the mode of a {what}."
    return test


# The last three are nowhere here: no file is of type 0, not even one of mode 0.
for _name, _kind, _what in (
        ("S_ISDIR", S_IFDIR, "directory"), ("S_ISCHR", S_IFCHR, "character special device"),
        ("S_ISBLK", S_IFBLK, "block special device"), ("S_ISREG", S_IFREG, "regular file"),
        ("S_ISFIFO", S_IFIFO, "FIFO (named pipe)"), ("S_ISLNK", S_IFLNK, "symbolic link"),
        ("S_ISSOCK", S_IFSOCK, "socket"), ("S_ISDOOR", -1, "door"), ("S_ISPORT", -1, "event port"),
        ("S_ISWHT", -1, "whiteout")):
    globals()[_name] = _is_of(_name, _kind, _what)
del _name, _kind, _what


_KINDS = {S_IFLNK: "l", S_IFSOCK: "s", S_IFREG: "-", S_IFBLK: "b", S_IFDIR: "d", S_IFCHR: "c",
          S_IFIFO: "p"}


def filemode(mode):
    """A mode as ls shows it, like -rwxr-xr-x."""
    text = [_KINDS.get(S_IFMT(mode), "?")]
    for shift, special, letter in ((6, S_ISUID, "s"), (3, S_ISGID, "s"), (0, S_ISVTX, "t")):
        bits = mode >> shift
        text.append("r" if bits & 4 else "-")
        text.append("w" if bits & 2 else "-")
        if mode & special:
            text.append(letter if bits & 1 else letter.upper())
        else:
            text.append("x" if bits & 1 else "-")
    return "".join(text)
