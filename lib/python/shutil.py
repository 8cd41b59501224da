"""Files and trees of folders: copying, moving and removing them, packing them into archives."""

import collections
import contextlib
import errno
import fnmatch
import os
import stat
import sys

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move",
           "rmtree", "Error", "SpecialFileError", "ExecError", "make_archive",
           "get_archive_formats", "register_archive_format", "unregister_archive_format",
           "get_unpack_formats", "register_unpack_format", "unregister_unpack_format",
           "unpack_archive", "ignore_patterns", "chown", "which", "get_terminal_size",
           "SameFileError"]

COPY_BUFSIZE = 256 * 1024
_USE_CP_SENDFILE = hasattr(os, "sendfile") and sys.platform.startswith(("linux", "android"))


class Error(OSError):
    """What went wrong with a tree; the argument may be a list of (source, destination, reason)."""


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """A named pipe or the like is not copied."""


class ExecError(OSError):
    """A command could not be executed."""


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """An archive format cannot be registered."""


# ---- what copying asks of a path, which may be a DirEntry ----------------------------------------

def _stat(path):
    return path.stat() if isinstance(path, os.DirEntry) else os.stat(path)


def _islink(path):
    return path.is_symlink() if isinstance(path, os.DirEntry) else os.path.islink(path)


def _samefile(src, dst):
    try:
        return os.path.samestat(_stat(src), os.stat(dst))
    except OSError:
        return False


# ---- copying files -------------------------------------------------------------------------------

class _GiveupOnFastCopy(Exception):
    """The kernel cannot copy these; reading and writing them might work."""


def _fastcopy_sendfile(fsrc, fdst):
    """Copies in the kernel, where both are files that it can copy between."""
    global _USE_CP_SENDFILE
    try:
        infd, outfd = fsrc.fileno(), fdst.fileno()
    except Exception as err:
        raise _GiveupOnFastCopy(err)
    try:
        chunk = max(os.fstat(infd).st_size, 8 << 20)
    except OSError:
        chunk = 128 << 20
    offset = sent = 0
    while sent or not offset:
        try:
            sent = os.sendfile(outfd, infd, offset, chunk)
        except OSError as err:
            err.filename, err.filename2 = fsrc.name, fdst.name
            if err.errno == errno.ENOTSOCK:
                _USE_CP_SENDFILE = False  # a kernel that sends to sockets only
                raise _GiveupOnFastCopy(err)
            if err.errno == errno.ENOSPC:
                raise err from None
            if offset or os.lseek(outfd, 0, os.SEEK_CUR):
                raise
            raise _GiveupOnFastCopy(err)
        if not sent:
            return
        offset += sent


def copyfileobj(fsrc, fdst, length=0):
    """Copies from one file object to another, so many bytes or characters at a time."""
    read, write = fsrc.read, fdst.write
    while chunk := read(length or COPY_BUFSIZE):
        write(chunk)


def _copy_content(fsrc, fdst):
    if _USE_CP_SENDFILE:
        try:
            return _fastcopy_sendfile(fsrc, fdst)
        except _GiveupOnFastCopy:
            pass
    copyfileobj(fsrc, fdst)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies what is in a file; without follow_symlinks, a symlink is copied as one."""
    sys.audit("shutil.copyfile", src, dst)
    if _samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    for path in src, dst:
        try:
            is_pipe = stat.S_ISFIFO(_stat(path).st_mode)
        except OSError:
            continue  # most likely it does not exist yet
        if is_pipe:
            raise SpecialFileError(f"`{os.fspath(path)}` is a named pipe")
    if _islink(src) and not follow_symlinks:
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as fsrc:
        try:
            with open(dst, "wb") as fdst:
                _copy_content(fsrc, fdst)
        except IsADirectoryError as e:
            if not os.path.exists(dst):
                raise FileNotFoundError(f"Directory does not exist: {dst}") from e
            raise
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copies the permission bits of a file.

    Without follow_symlinks, of a symlink to a symlink, where the system can do that.
    """
    sys.audit("shutil.copymode", src, dst)
    if follow_symlinks or not (_islink(src) and os.path.islink(dst)):
        os.chmod(dst, stat.S_IMODE(_stat(src).st_mode))
    elif hasattr(os, "lchmod"):
        os.lchmod(dst, stat.S_IMODE(os.lstat(src).st_mode))


_NO_XATTR = errno.ENOTSUP, errno.ENODATA, errno.EINVAL


@contextlib.contextmanager
def _ignoring(*codes):
    try:
        yield
    except OSError as err:
        if err.errno not in codes:
            raise


def _copyxattr(src, dst, *, follow_symlinks=True):
    """Copies the extended attributes of a file, where there are such."""
    if not hasattr(os, "listxattr"):
        return
    names = ()
    with _ignoring(*_NO_XATTR):
        names = os.listxattr(src, follow_symlinks=follow_symlinks)
    for name in names:
        with _ignoring(*_NO_XATTR, errno.EPERM, errno.EACCES):
            value = os.getxattr(src, name, follow_symlinks=follow_symlinks)
            os.setxattr(dst, name, value, follow_symlinks=follow_symlinks)


def copystat(src, dst, *, follow_symlinks=True):
    """Copies what the system knows of a file: permissions, times, flags and attributes.

    Without follow_symlinks, of a symlink to a symlink, as far as the system can do that.
    """
    sys.audit("shutil.copystat", src, dst)
    follow = follow_symlinks or not (_islink(src) and os.path.islink(dst))

    def apply(name, *args, **kwargs):
        function = getattr(os, name, None)
        if function and (follow or function in os.supports_follow_symlinks):
            return function(*args, follow_symlinks=follow, **kwargs)

    st = src.stat(follow_symlinks=follow) if isinstance(src, os.DirEntry) else apply("stat", src)
    apply("utime", dst, ns=(st.st_atime_ns, st.st_mtime_ns))
    _copyxattr(src, dst, follow_symlinks=follow)
    with contextlib.suppress(NotImplementedError):  # a symlink has no mode here
        apply("chmod", dst, stat.S_IMODE(st.st_mode))
    if hasattr(st, "st_flags"):
        with _ignoring(errno.EOPNOTSUPP, errno.ENOTSUP):
            apply("chflags", dst, st.st_flags)


def _copy_into(src, dst, copy_metadata, follow_symlinks):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copy_metadata(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy(src, dst, *, follow_symlinks=True):
    """Copies a file and its permission bits to a file or into a folder; returns its new path."""
    return _copy_into(src, dst, copymode, follow_symlinks)


def copy2(src, dst, *, follow_symlinks=True):
    """Copies a file and what copystat() copies to a file or into a folder; returns its path."""
    return _copy_into(src, dst, copystat, follow_symlinks)


# ---- copying trees -------------------------------------------------------------------------------

def ignore_patterns(*patterns):
    """A function for copytree() that ignores the names that match a pattern."""
    def ignored_names(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return ignored_names


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copies a folder and all that is in it; returns dst.

    symlinks: they are copied as such, else what they lead to (if there is something, or it is an
    error unless ignore_dangling_symlinks). ignore(FOLDER, NAMES) returns names to leave out.
    copy_function(SRC, DST) copies a file. dirs_exist_ok: folders may exist. All errors are
    collected in one Error.
    """
    sys.audit("shutil.copytree", src, dst)
    with os.scandir(src) as entries:
        entries = list(entries)
    if ignore is not None:
        ignored = ignore(os.fspath(src), [entry.name for entry in entries])
        entries = [entry for entry in entries if entry.name not in ignored]
    os.makedirs(dst, exist_ok=dirs_exist_ok)

    def copy_entry(entry, source, target):
        # A DirEntry knows more, but other functions want a path.
        known = entry if copy_function in (copy, copy2) else source
        if entry.is_symlink():
            leads_to = os.readlink(source)
            if symlinks:
                os.symlink(leads_to, target)
                copystat(known, target, follow_symlinks=False)
                return
            if (ignore_dangling_symlinks and not os.path.exists(leads_to)
                    and not os.path.exists(source)):
                return
        if entry.is_dir():
            copytree(known, target, symlinks, ignore, copy_function, ignore_dangling_symlinks,
                     dirs_exist_ok)
        else:
            copy_function(known, target)

    errors = []
    for entry in entries:
        source, target = os.path.join(src, entry.name), os.path.join(dst, entry.name)
        try:
            copy_entry(entry, source, target)
        except Error as err:
            errors += err.args[0]  # of a folder below: all of its
        except OSError as err:
            errors.append((source, target, str(err)))
    try:
        copystat(src, dst)
    except OSError as err:
        errors.append((src, dst, str(err)))
    if errors:
        raise Error(errors)
    return dst


# ---- removing ------------------------------------------------------------------------------------

_NO_SYMLINK = "Cannot call rmtree on a symbolic link"


def _rmtree_unsafe(path, dir_fd, onexc):
    """By path names: somebody could put a symlink in place of a folder meanwhile."""
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    function = os.lstat
    try:
        mode = os.lstat(path).st_mode
        function = os.path.islink
        if stat.S_ISLNK(mode):
            raise OSError(_NO_SYMLINK)
    except OSError as err:
        onexc(function, path, err)
        return

    def remove(function, path):
        try:
            function(path)
        except FileNotFoundError:
            pass
        except OSError as err:
            onexc(function, path, err)

    def cannot_list(err):
        if not isinstance(err, FileNotFoundError):
            onexc(os.scandir, err.filename, err)

    for folder, folders, files in os.walk(path, topdown=False, onerror=cannot_list,
                                          followlinks=os._walk_symlinks_as_files):
        for name in folders:
            remove(os.rmdir, os.path.join(folder, name))
        for name in files:
            remove(os.unlink, os.path.join(folder, name))
    remove(os.rmdir, path)


class _OpenFolder:
    """A folder that is being emptied: its place, its descriptor and what is left in it."""

    def __init__(self, path, name, parent_fd, fd):
        self.path, self.name, self.parent_fd, self.fd = path, name, parent_fd, fd
        self.entries = iter(())
        self.is_to_go = False


class _FolderRemoval:
    """The folders that are open, each in the one before.

    Below the top, what has gone meanwhile is no error.
    """

    def __init__(self, onexc):
        self.stack = []
        self.onexc = onexc

    def attempt(self, function, path, *args, of_top=False, **kwargs):
        try:
            return function(*args, **kwargs)
        except OSError as err:
            if of_top or function is os.close or not isinstance(err, FileNotFoundError):
                err.filename = path
                self.onexc(function, path, err)
            return None

    def enter(self, path, name, parent_fd):
        top = not self.stack
        before = self.attempt(os.lstat, path, name, dir_fd=parent_fd, of_top=top)
        if before is None:
            return
        fd = self.attempt(os.open, path, name, os.O_RDONLY | os.O_NONBLOCK, dir_fd=parent_fd,
                          of_top=top)
        if fd is None:
            return
        folder = _OpenFolder(path, name, parent_fd, fd)
        self.stack.append(folder)
        try:
            if not os.path.samestat(before, os.fstat(fd)):
                raise OSError(_NO_SYMLINK)
        except OSError as err:
            err.filename = path
            self.onexc(os.path.islink, path, err)
            return
        folder.is_to_go = True
        entries = self.attempt(os.scandir, path, fd, of_top=top)
        if entries is not None:
            with entries:
                folder.entries = iter(list(entries))

    def leave(self):
        folder = self.stack.pop()
        self.attempt(os.close, folder.path, folder.fd)
        if folder.is_to_go:
            self.attempt(os.rmdir, folder.path, folder.name, dir_fd=folder.parent_fd,
                         of_top=not self.stack)

    def remove(self, folder, entry):
        path = os.path.join(folder.path, entry.name)
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError:
            is_folder = False
        if is_folder:
            self.enter(path, entry.name, folder.fd)
            return
        try:
            os.unlink(entry.name, dir_fd=folder.fd)
        except FileNotFoundError:
            pass
        except OSError as err:
            self.onexc(os.unlink, path, err)

    def close(self):
        while self.stack:
            folder = self.stack.pop()
            self.attempt(os.close, folder.path, folder.fd)


def _rmtree_safe_fd(path, dir_fd, onexc):
    """By descriptors of folders, so that a symlink cannot come in between."""
    removal = _FolderRemoval(onexc)
    try:
        removal.enter(path, path, dir_fd)
        while removal.stack:
            folder = removal.stack[-1]
            entry = next(folder.entries, None)
            if entry is None:
                removal.leave()
            else:
                removal.remove(folder, entry)
    finally:
        removal.close()


_use_fd_functions = ({os.open, os.stat, os.unlink, os.rmdir} <= os.supports_dir_fd
                     and os.scandir in os.supports_fd and os.stat in os.supports_follow_symlinks)


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Removes a folder and all that is in it.

    onexc(FUNCTION, PATH, EXCEPTION) is called for an error, which is raised without it; onerror is
    the older one, with what sys.exc_info() returns.
    """
    sys.audit("shutil.rmtree", path, dir_fd)

    def report(function, path, exc):
        if ignore_errors:
            return
        if onexc is not None:
            onexc(function, path, exc)
        elif onerror is not None:
            onerror(function, path, (type(exc), exc, exc.__traceback__))
        else:
            raise

    if not _use_fd_functions:
        return _rmtree_unsafe(path, dir_fd, report)
    _rmtree_safe_fd(os.fsdecode(path) if isinstance(path, bytes) else path, dir_fd, report)


rmtree.avoids_symlink_attacks = _use_fd_functions


# ---- moving --------------------------------------------------------------------------------------

def move(src, dst, copy_function=copy2):
    """Moves a file or a folder, into dst if that is a folder; returns its new path.

    It is renamed if that can be done, else copied and removed.
    """
    sys.audit("shutil.move", src, dst)
    target = dst
    if os.path.isdir(dst):
        if _samefile(src, dst) and not os.path.islink(src):
            os.rename(src, dst)  # a change of case only
            return None
        name = os.path.basename(os.fspath(src).rstrip(os.path.sep + (os.path.altsep or "")))
        target = os.path.join(dst, name)
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        os.rename(src, target)
    except OSError:
        _move_by_copy(src, dst, target, copy_function)
    return target


def _move_by_copy(src, dst, target, copy_function):
    if os.path.isdir(src) and not os.path.islink(src):
        if _destinsrc(src, dst):
            raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.")
        if _cannot_be_removed(src):
            raise PermissionError(f"Cannot move the non-empty directory '{src}': Lacking write "
                                  f"permission to '{src}'.")
        copytree(src, target, copy_function=copy_function, symlinks=True)
        rmtree(src)
        return
    if os.path.islink(src):
        os.symlink(os.readlink(src), target)
    else:
        copy_function(src, target)
    os.unlink(src)


def _destinsrc(src, dst):
    """Whether dst is src or inside of it."""
    src, dst = (os.path.join(os.path.abspath(path), "") for path in (src, dst))
    return dst.startswith(src)


def _cannot_be_removed(folder):
    flags = getattr(_stat(folder), "st_flags", None)
    if flags in (stat.UF_IMMUTABLE, stat.SF_IMMUTABLE):
        return True
    return sys.platform == "darwin" and not os.access(folder, os.W_OK) and bool(os.listdir(folder))


# ---- users and groups ----------------------------------------------------------------------------

def _get_id(module, function, name):
    """The number of a user or group, None if there is no such name."""
    try:
        return getattr(__import__(module), function)(name)[2]
    except (ImportError, KeyError):
        return None


def _get_uid(name):
    return None if name is None else _get_id("pwd", "getpwnam", name)


def _get_gid(name):
    return None if name is None else _get_id("grp", "getgrnam", name)


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    """Gives a file to a user, a group, or both: names or numbers."""
    sys.audit("shutil.chown", path, user, group)
    if user is None and group is None:
        raise ValueError("user and/or group must be set")

    def number(name, kind, get_id):
        if name is None:
            return -1  # as it is
        found = name if isinstance(name, int) else get_id(name)
        if found is None:
            raise LookupError(f"no such {kind}: {name!r}")
        return found

    os.chown(path, number(user, "user", _get_uid), number(group, "group", _get_gid),
             dir_fd=dir_fd, follow_symlinks=follow_symlinks)


# ---- making archives -----------------------------------------------------------------------------

_TAR_COMPRESSIONS = {None: "", "gzip": "gz", "bzip2": "bz2", "xz": "xz"}


def _tell(logger, text, *args):
    if logger is not None:
        logger.info(text, *args)


def _make_parent(name, dry_run, logger):
    folder = os.path.dirname(name)
    if folder and not os.path.exists(folder):
        _tell(logger, "creating %s", folder)
        if not dry_run:
            os.makedirs(folder)


def _archive_path(name, root_dir):
    return name if root_dir is None else os.path.abspath(name)


def _make_tarball(base_name, base_dir, compress="gzip", verbose=0, dry_run=0, owner=None,
                  group=None, logger=None, root_dir=None):
    """Makes base_name.tar, or .tar.gz..., of a folder."""
    import tarfile
    if compress not in _TAR_COMPRESSIONS:
        raise ValueError(f"bad value for 'compress', or compression format not supported : "
                         f"{compress}")
    kind = _TAR_COMPRESSIONS[compress]
    path = f"{base_name}.tar.{kind}" if kind else f"{base_name}.tar"
    _make_parent(path, dry_run, logger)
    _tell(logger, "Creating tar archive")
    uid, gid = _get_uid(owner), _get_gid(group)

    def with_owner(member):
        if uid is not None:
            member.uid, member.uname = uid, owner
        if gid is not None:
            member.gid, member.gname = gid, group
        return member

    if not dry_run:
        with tarfile.open(path, f"w|{kind}") as archive:
            folder = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
            archive.add(folder, base_dir, filter=with_owner)
    return _archive_path(path, root_dir)


def _make_zipfile(base_name, base_dir, verbose=0, dry_run=0, logger=None, owner=None, group=None,
                  root_dir=None):
    """Makes base_name.zip of a folder."""
    import zipfile
    path = f"{base_name}.zip"
    _make_parent(base_name, dry_run, logger)
    _tell(logger, "creating '%s' and adding '%s' to it", path, base_dir)
    if not dry_run:
        folder = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
        with zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED) as archive:
            for source, name in _zip_members(os.path.normpath(folder), base_dir, root_dir):
                archive.write(source, name)
                _tell(logger, "adding '%s'", source)
    return _archive_path(path, root_dir)


def _zip_members(folder, base_dir, root_dir):
    """The paths of what a zip file is to have, and their names in it."""
    if os.path.normpath(base_dir) != os.curdir:
        yield folder, os.path.normpath(base_dir)
    for parent, folders, files in os.walk(folder):
        name_of_parent = parent if root_dir is None else os.path.relpath(parent, root_dir)
        name_of_parent = os.path.normpath(name_of_parent)
        for name in sorted(folders):
            yield os.path.join(parent, name), os.path.join(name_of_parent, name)
        for name in files:
            path = os.path.normpath(os.path.join(parent, name))
            if os.path.isfile(path):
                yield path, os.path.join(name_of_parent, name)


_make_tarball.supports_root_dir = _make_zipfile.supports_root_dir = True


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None,
                 group=None, logger=None):
    """Makes an archive and returns its path: base_name and what is usual for the format.

    It has what is in base_dir, with names as seen from root_dir; both are the current folder by
    default. owner and group are those that a tar file says.
    """
    sys.audit("shutil.make_archive", base_name, format, root_dir, base_dir)
    if format not in _ARCHIVE_FORMATS:
        raise ValueError(f"unknown archive format '{format}'")
    function, extra_args, _ = _ARCHIVE_FORMATS[format]
    options = {"dry_run": dry_run, "logger": logger, "owner": owner, "group": group,
               **dict(extra_args)}
    base_dir = os.curdir if base_dir is None else base_dir
    if root_dir is None:
        return function(base_name, base_dir, **options)
    if not stat.S_ISDIR(os.stat(root_dir).st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory", root_dir)
    if getattr(function, "supports_root_dir", False):
        return function(os.fspath(base_name), base_dir, root_dir=root_dir, **options)
    return _make_from_inside(root_dir, function, os.path.abspath(base_name), base_dir, options)


def _make_from_inside(root_dir, function, base_name, base_dir, options):
    """Calls a function that knows no root_dir, with that as the current folder."""
    logger = options["logger"]
    before = os.getcwd()
    if logger is not None:
        logger.debug("changing into '%s'", root_dir)
    if not options["dry_run"]:
        os.chdir(root_dir)
    try:
        return function(base_name, base_dir, **options)
    finally:
        if logger is not None:
            logger.debug("changing back to '%s'", before)
        os.chdir(before)


# ---- unpacking archives --------------------------------------------------------------------------

def _unpack_zipfile(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError(f"{filename} is not a zip file")
    with zipfile.ZipFile(filename) as archive:
        for name in archive.namelist():
            if name.startswith("/") or ".." in name:
                continue  # would go elsewhere
            target = os.path.join(extract_dir, *name.split("/"))
            if not target:
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if not name.endswith("/"):
                with archive.open(name) as member, open(target, "wb") as file:
                    copyfileobj(member, file)


def _unpack_tarfile(filename, extract_dir, *, filter=None):
    import tarfile
    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError(f"{filename} is not a compressed or uncompressed tar file")
    with archive:
        archive.extractall(extract_dir, filter=filter)


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpacks an archive, into the current folder by default.

    The format is found by the file's name if it is not given. `filter` is for tar files: see
    tarfile.
    """
    sys.audit("shutil.unpack_archive", filename, extract_dir, format)
    filename = os.fspath(filename)
    if format is None:
        found = next((info for info in _UNPACK_FORMATS.values() if filename.endswith(tuple(info[0]))),
                     None)
        if found is None:
            raise ReadError(f"Unknown archive format '{filename}'")
    elif format in _UNPACK_FORMATS:
        found = _UNPACK_FORMATS[format]
    else:
        raise ValueError(f"Unknown unpack format '{format}'")
    _, function, extra_args, _ = found
    options = dict(extra_args)
    if filter is not None:
        options["filter"] = filter
    function(filename, os.getcwd() if extract_dir is None else os.fspath(extract_dir), **options)


# ---- the formats ---------------------------------------------------------------------------------

def _is_there(module):
    import importlib.util
    return importlib.util.find_spec(module) is not None


_ARCHIVE_FORMATS = {}   # name: (function, extra arguments, description)
_UNPACK_FORMATS = {}    # name: (endings of files, function, extra arguments, description)

for _name, _compress, _module, _endings, _description in (
        ("tar", None, None, [".tar"], "uncompressed tar file"),
        ("gztar", "gzip", "zlib", [".tar.gz", ".tgz"], "gzip'ed tar-file"),
        ("bztar", "bzip2", "_bz2", [".tar.bz2", ".tbz2"], "bzip2'ed tar-file"),
        ("xztar", "xz", "_lzma", [".tar.xz", ".txz"], "xz'ed tar-file")):
    if _module is None or _is_there(_module):
        _ARCHIVE_FORMATS[_name] = _make_tarball, [("compress", _compress)], _description
        _UNPACK_FORMATS[_name] = _endings, _unpack_tarfile, [], _description
if _is_there("zlib"):
    _ARCHIVE_FORMATS["zip"] = _make_zipfile, [], "ZIP file"
_UNPACK_FORMATS["zip"] = [".zip"], _unpack_zipfile, [], "ZIP file"
del _name, _compress, _module, _endings, _description


def get_archive_formats():
    """A list of (name, description) of what make_archive() can make."""
    return sorted((name, description) for name, (*_, description) in _ARCHIVE_FORMATS.items())


def get_unpack_formats():
    """A list of (name, endings of files, description) of what unpack_archive() can unpack."""
    return sorted((name, endings, description)
                  for name, (endings, *_, description) in _UNPACK_FORMATS.items())


def register_archive_format(name, function, extra_args=None, description=""):
    """Has archives of a format made by function(base_name, base_dir, **extra_args)."""
    extra_args = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError(f"The {function} object is not callable")
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError("extra_args needs to be a sequence")
    if not all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in extra_args):
        raise TypeError("extra_args elements are : (arg_name, value)")
    _ARCHIVE_FORMATS[name] = function, extra_args, description


def register_unpack_format(name, extensions, function, extra_args=None, description=""):
    """Has files with these endings unpacked by function(filename, extract_dir, **extra_args).

    It raises ReadError for a file it cannot unpack.
    """
    for other, (endings, *_) in _UNPACK_FORMATS.items():
        for extension in extensions:
            if extension in endings:
                raise RegistryError(f'{extension} is already registered for "{other}"')
    if not callable(function):
        raise TypeError("The registered function must be a callable")
    _UNPACK_FORMATS[name] = extensions, function, [] if extra_args is None else extra_args, \
        description


def unregister_archive_format(name):
    del _ARCHIVE_FORMATS[name]


def unregister_unpack_format(name):
    del _UNPACK_FORMATS[name]


# ---- disks, terminals, commands ------------------------------------------------------------------

if hasattr(os, "statvfs"):
    __all__.append("disk_usage")
    _ntuple_diskusage = collections.namedtuple("usage", "total used free")

    def disk_usage(path):
        """The total, used and free space where a path is, in bytes."""
        st = os.statvfs(path)
        blocks = st.f_blocks, st.f_blocks - st.f_bfree, st.f_bavail
        return _ntuple_diskusage(*(count * st.f_frsize for count in blocks))


def get_terminal_size(fallback=(80, 24)):
    """The columns and lines of the terminal: of COLUMNS and LINES, of stdout, or the fallback."""
    sizes = []
    for name in "COLUMNS", "LINES":
        try:
            sizes.append(int(os.environ[name]))
        except (KeyError, ValueError):
            sizes.append(0)
    if min(sizes) <= 0:
        try:
            asked = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            asked = fallback
        sizes = [size if size > 0 else answer or other
                 for size, answer, other in zip(sizes, asked, fallback)]
    return os.terminal_size(sizes)


def _access_check(fn, mode):
    return os.path.exists(fn) and os.access(fn, mode) and not os.path.isdir(fn)


def _search_path():
    path = os.environ.get("PATH")
    if path is not None:
        return path
    try:
        return os.confstr("CS_PATH")
    except (AttributeError, ValueError):
        return os.defpath


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of a command as it is found in PATH, or in `path`; None if it is not there."""
    folder, name = os.path.split(cmd)
    if folder:
        return cmd if _access_check(cmd, mode) else None
    path = _search_path() if path is None else path
    if not path:
        return None
    convert = os.fsencode if isinstance(cmd, bytes) else os.fsdecode
    folders = convert(path).split(convert(os.pathsep))
    candidates = (os.path.join(folder, name) for folder in dict.fromkeys(folders))
    return next((found for found in candidates if _access_check(found, mode)), None)
