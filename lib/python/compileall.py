"""Byte-compile all Python files of folders, with several processes on demand.

A file is compiled again only if its .pyc file is not what the importer would accept.
"""

import functools
import importlib.util
import os
import struct
import sys

import py_compile

__all__ = ["compile_dir", "compile_file", "compile_path"]

RECURSION_LIMIT = sys.getrecursionlimit()


def _walk(folder, quiet, levels):
    """The folder's .py files, sorted, then those of its folders down to `levels` more."""
    if quiet < 2 and isinstance(folder, os.PathLike):
        folder = os.fspath(folder)
    if not quiet:
        print(f"Listing {folder!r}...")
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        if quiet < 2:
            print(f"Can't list {folder!r}")
        names = []
    for name in names:
        if name == "__pycache__":
            continue
        path = os.path.join(folder, name)
        if not os.path.isdir(path):
            yield path
        elif levels > 0 and name not in (os.curdir, os.pardir) and not os.path.islink(path):
            yield from _walk(path, quiet, levels - 1)


def compile_dir(dir, maxlevels=None, ddir=None, force=False, rx=None, quiet=0, legacy=False,
                optimize=-1, workers=1, invalidation_mode=None, *, stripdir=None, prependdir=None,
                limit_sl_dest=None, hardlink_dupes=False):
    """Byte-compile all modules in the given directory tree; false if one of them failed.

    `workers`: processes at once, 0: one per processor. The others are as for compile_file.
    """
    if ddir is not None and (stripdir is not None or prependdir is not None):
        raise ValueError("Destination dir (ddir) cannot be used in combination with stripdir or "
                         "prependdir")
    if workers < 0:
        raise ValueError("workers must be greater or equal to 0")
    if ddir is not None:
        stripdir, prependdir = dir, ddir
    levels = RECURSION_LIMIT if maxlevels is None else maxlevels
    keywords = dict(force=force, rx=rx, quiet=quiet, legacy=legacy, optimize=optimize,
                    invalidation_mode=invalidation_mode, stripdir=stripdir, prependdir=prependdir,
                    limit_sl_dest=limit_sl_dest, hardlink_dupes=hardlink_dupes)
    files = _walk(dir, quiet, levels)
    pool = _pool() if workers != 1 else None
    if pool is None:
        return _all_true(compile_file(file, **keywords) for file in files)
    with pool(max_workers=workers or None) as executor:
        return _all_true(executor.map(functools.partial(compile_file, **keywords), files,
                                      chunksize=4))


def _all_true(results):
    """Unlike all(), of every result: each is a file compiled."""
    success = True
    for result in results:
        success = bool(result) and success
    return success


def _pool():
    """The class for several processes; None where there cannot be any."""
    try:
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import _check_system_limits
        _check_system_limits()
    except (ImportError, NotImplementedError):
        return None
    return ProcessPoolExecutor


def compile_file(fullname, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1,
                 invalidation_mode=None, *, stripdir=None, prependdir=None, limit_sl_dest=None,
                 hardlink_dupes=False):
    """Byte-compile one file; false if it cannot be compiled.

    fullname:       the file; others than .py files are left alone
    ddir:           if given, the folder that error messages show instead of the real one
    force:          compile even if the .pyc file is up to date
    rx:             a file whose name it finds is left alone
    quiet:          1 no names of files, 2 no errors either
    legacy:         write NAME.pyc beside the source, not into __pycache__
    optimize:       one level or several
    stripdir, prependdir: taken from the front of, then put in front of, the name for messages
    limit_sl_dest:  links that lead out of this folder are left alone
    hardlink_dupes: equal files of several levels become one
    """
    if ddir is not None and (stripdir is not None or prependdir is not None):
        raise ValueError("Destination dir (ddir) cannot be used in combination with stripdir or "
                         "prependdir")
    optimize = sorted({optimize}) if isinstance(optimize, int) else sorted(set(optimize))
    if hardlink_dupes and len(optimize) < 2:
        raise ValueError("Hardlinking of duplicated bytecode makes sense only for more than one "
                         "optimization level")
    fullname = os.fspath(fullname)
    name = os.path.basename(fullname)
    shown = _shown_name(fullname, name, ddir, stripdir, prependdir, quiet)
    if rx is not None and rx.search(fullname) or not fullname.endswith(".py"):
        return True
    if limit_sl_dest is not None and os.path.islink(fullname) and not _is_inside(
            fullname, limit_sl_dest):
        return True
    if not os.path.isfile(fullname):
        return True
    targets = {level: _target(fullname, level, legacy) for level in optimize}
    if not force and all(_is_fresh(fullname, target) for target in targets.values()):
        return True
    if not quiet:
        print(f"Compiling {fullname!r}...")
    success, previous = True, None
    for level, target in targets.items():
        success = _compile_to(fullname, target, shown, level, invalidation_mode, quiet) and success
        if success and hardlink_dupes and previous:
            _link_equal(previous, target)
        previous = target
    return success


def _shown_name(fullname, name, ddir, stripdir, prependdir, quiet):
    """The source's name for error messages; None: as it is."""
    if ddir is not None:
        return os.path.join(os.fspath(ddir), name)
    shown = None
    if stripdir is not None:
        strip, own = os.fspath(stripdir).split(os.path.sep), fullname.split(os.path.sep)
        strip = [part for part in strip] if strip[-1:] != [""] else strip[:-1]
        if own[:len(strip)] == strip:
            shown = os.path.join(*own[len(strip):]) if own[len(strip):] else fullname
        else:
            if quiet < 2:
                print(f"The stripdir path {stripdir!r} is not a valid prefix for source path "
                      f"{fullname!r}; ignoring")
            shown = fullname
    if prependdir is not None:
        shown = os.path.join(os.fspath(prependdir), shown or fullname)
    return shown


def _is_inside(path, folder):
    folder = os.path.realpath(os.fspath(folder))
    return os.path.realpath(path).startswith(os.path.join(folder, ""))


def _target(fullname, level, legacy):
    if legacy:
        return fullname + "c"
    if level < 0:
        return importlib.util.cache_from_source(fullname)
    return importlib.util.cache_from_source(fullname, optimization=level or "")


def _is_fresh(source, target):
    """Whether the importer would take the target: by the time and size in its header."""
    try:
        with open(target, "rb") as file:
            header = file.read(16)
            file.seek(-12, os.SEEK_END)
            nanoseconds = file.read(4)
        status = os.stat(source)
    except OSError:
        return False
    time, rest = divmod(status.st_mtime_ns, 1_000_000_000)
    return nanoseconds == struct.pack("<I", rest) and header == struct.pack(
        "<4sIII", importlib.util.MAGIC_NUMBER, 0, time & 0xffffffff, status.st_size & 0xffffffff)


def _compile_to(fullname, target, shown, level, mode, quiet):
    try:
        return py_compile.compile(fullname, target, shown, True, optimize=level,
                                  invalidation_mode=mode) is not None
    except py_compile.PyCompileError as error:
        problem = error.msg
    except (SyntaxError, UnicodeError, OSError) as error:
        problem = f"{type(error).__name__}: {error}"
    if quiet < 2:
        print(f"*** Error compiling {fullname!r}..." if quiet else "*** ", end="\n" if quiet else "")
        encoding = sys.stdout.encoding or "utf-8"
        print(problem.encode(encoding, "backslashreplace").decode(encoding))
    return False


def _link_equal(first, second):
    """The second file becomes a link to the first if they are equal."""
    with open(first, "rb") as a, open(second, "rb") as b:
        equal = a.read() == b.read()
    if equal:
        os.unlink(second)
        os.link(first, second)


def compile_path(skip_curdir=1, maxlevels=0, force=False, quiet=0, legacy=False, optimize=-1,
                 invalidation_mode=None):
    """Byte-compile all modules on sys.path."""
    success = True
    for folder in sys.path:
        if (not folder or folder == os.curdir) and skip_curdir:
            if quiet < 2:
                print("Skipping current directory")
            continue
        success = bool(compile_dir(folder, maxlevels, None, force, quiet=quiet, legacy=legacy,
                                   optimize=optimize,
                                   invalidation_mode=invalidation_mode)) and success
    return success


def _parser():
    import argparse
    parser = argparse.ArgumentParser(description="Utilities to support installing Python libraries.")
    add = parser.add_argument
    add("-l", action="store_const", const=0, dest="maxlevels",
        help="don't recurse into subdirectories")
    add("-r", type=int, dest="recursion",
        help="control the maximum recursion level")
    add("-f", action="store_true", dest="force",
        help="force rebuild even if timestamps are up to date")
    add("-q", action="count", dest="quiet", default=0,
        help="output only error messages; -qq will suppress the error messages as well")
    add("-b", action="store_true", dest="legacy",
        help="use legacy (pre-PEP3147) compiled file locations")
    add("-d", metavar="DESTDIR", dest="ddir",
        help="directory to prepend to file paths for use in compile-time tracebacks")
    add("-s", metavar="STRIPDIR", dest="stripdir",
        help="part of path to left-strip from path to source file")
    add("-p", metavar="PREPENDDIR", dest="prependdir",
        help="path to add as prefix to path to source file")
    add("-x", metavar="REGEXP", dest="rx",
        help="skip files matching the regular expression")
    add("-i", metavar="FILE", dest="flist",
        help="add all the files and directories listed in FILE; if \"-\", names are read from stdin")
    add("-j", "--workers", type=int, default=1, help="run compileall concurrently")
    add("--invalidation-mode", choices=sorted(
        mode.name.lower().replace("_", "-") for mode in py_compile.PycInvalidationMode),
        help="set .pyc invalidation mode")
    add("-o", action="append", type=int, dest="levels", help="optimization levels to run with")
    add("-e", metavar="DIR", dest="limit_sl_dest",
        help="ignore symlinks pointing outsite of the DIR")
    add("--hardlink-dupes", action="store_true", help="hardlink duplicated pyc files")
    add("compile_dest", metavar="FILE|DIR", nargs="*",
        help="zero or more file and directory names to compile; if no arguments given, defaults "
             "to the equivalent of -l sys.path")
    return parser


def main():
    """Script main program; true if everything was compiled."""
    parser = _parser()
    options = parser.parse_args()
    if options.ddir is not None and (options.stripdir or options.prependdir):
        parser.error("-d cannot be used in combination with -s or -p")
    if options.rx:
        import re
        options.rx = re.compile(options.rx)
    levels = options.recursion if options.recursion is not None else options.maxlevels
    optimize = options.levels or [-1]
    if options.hardlink_dupes and len(set(optimize)) < 2:
        parser.error("Hardlinking of duplicated bytecode makes sense only for more than one "
                     "optimization level.")
    mode = options.invalidation_mode
    if mode:
        mode = py_compile.PycInvalidationMode[mode.replace("-", "_").upper()]
    try:
        destinations = options.compile_dest + _listed(options.flist)
    except OSError:
        if options.quiet < 2:
            print(f"Error reading file list {options.flist}")
        return False
    if not destinations:
        return compile_path(legacy=options.legacy, force=options.force, quiet=options.quiet,
                            invalidation_mode=mode)
    keywords = dict(ddir=options.ddir, force=options.force, rx=options.rx, quiet=options.quiet,
                    legacy=options.legacy, optimize=optimize, invalidation_mode=mode,
                    stripdir=options.stripdir, prependdir=options.prependdir,
                    limit_sl_dest=options.limit_sl_dest, hardlink_dupes=options.hardlink_dupes)
    success = True
    try:
        for path in destinations:
            if os.path.isfile(path):
                done = compile_file(path, **keywords)
            else:
                done = compile_dir(path, levels, workers=options.workers, **keywords)
            success = bool(done) and success
    except KeyboardInterrupt:
        if options.quiet < 2:
            print("\n[interrupted]")
        return False
    return success


def _listed(name):
    """The lines of the file `name`."""
    if not name:
        return []
    with sys.stdin if name == "-" else open(name, encoding="utf-8") as file:
        return [line.strip() for line in file]


if __name__ == "__main__":
    sys.exit(int(not main()))
