"""folio modules: which modules there are and where they come from."""

import sys

USAGE = """usage: folio modules [name ...]

Lists the modules that can be imported: those in the binary (written in C or in Python) and those
in the folders of sys.path. With names: where each of them comes from."""


def library_modules():
    """{name: where it comes from} of the modules in the binary, submodules too."""
    import _imp
    found = {name: "in the binary, C" for name in sys.builtin_module_names}
    found.update((name, "in the binary, Python") for name in _imp._frozen_module_names())
    return found


def folder_modules(folder):
    """The names of the modules in a folder."""
    import os
    try:
        entries = list(os.scandir(folder or "."))
    except OSError:
        return
    for entry in entries:
        name, dot, ending = entry.name.partition(".")
        is_package = not dot and os.path.exists(os.path.join(entry.path, "__init__.py"))
        if name.isidentifier() and (ending in ("py", "pyc") or is_package):
            yield name


def origin_of(name):
    """Where a module would come from, in words; None if there is none of that name."""
    from importlib.util import find_spec
    known = library_modules().get(name)
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return known
    if spec is None:
        return known
    if spec.origin in ("built-in", "frozen", None):
        return known or "a folder without __init__.py"
    return spec.origin


def print_all():
    public = {name: origin for name, origin in library_modules().items()
              if not name.startswith("_") and "." not in name}
    for kind in ("in the binary, C", "in the binary, Python"):
        names = sorted(name for name in public if public[name] == kind)
        print(f"{kind} ({len(names)}):")
        print_columns(names)
    for folder in sys.path:
        names = sorted({name for name in folder_modules(folder) if not name.startswith("_")})
        if names:
            print(f"{folder or '.'} ({len(names)}):")
            print_columns(names)


def print_columns(names):
    import os
    try:
        width = os.get_terminal_size().columns
    except OSError:
        width = 80
    widest = max(map(len, names), default=0) + 2
    per_row = max((width - 2) // widest, 1)
    for start in range(0, len(names), per_row):
        print(" ", "".join(name.ljust(widest) for name in names[start:start + per_row]).rstrip())


def main():
    names = sys.argv[1:]
    if any(name in ("-h", "--help") for name in names):
        print(USAGE)
        return 0
    if not names:
        print_all()
        return 0
    missing = False
    for name in names:
        origin = origin_of(name)
        missing |= origin is None
        print(f"{name}: {origin or 'not there'}")
    return int(missing)


if __name__ == "__main__":
    sys.exit(main())
