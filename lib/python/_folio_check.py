"""folio check: what a program needs and Folio does not have, before it runs.

The program is read, not run. Every import of its is looked for; of the modules in the binary, the
names that the program uses are looked for, too. What stands in a try block that expects an
ImportError or AttributeError is a way to do without: it is told, but no failure."""

import sys

USAGE = """usage: folio check file ...

Names the modules that the programs import and Folio cannot find, and the functions of library
modules that they use and Folio lacks. Status 1 if there are any."""


class Checker:
    def __init__(self, path):
        self.path = path
        self.modules = {}  # name in the program -> dotted name of a library module
        self.missing = []  # (line, text, whether the program can do without)

    def check(self, tree):
        self.visit(tree, False)
        return sorted(set(self.missing))

    def tell(self, node, text, optional):
        self.missing.append((node.lineno, text, optional))

    def visit(self, node, optional):
        import ast
        if isinstance(node, ast.Import):
            self.visit_import(node, optional)
        elif isinstance(node, ast.ImportFrom):
            self.visit_import_from(node, optional)
        elif isinstance(node, ast.Attribute):
            self.visit_attribute(node, optional)
        if isinstance(node, ast.Try) and expects_absence(node):
            for child in node.body:
                self.visit(child, True)
            rest = node.handlers + node.orelse + node.finalbody
        else:
            rest = ast.iter_child_nodes(node)
        for child in rest:
            self.visit(child, optional)

    def visit_import(self, node, optional):
        for alias in node.names:
            if not exists(alias.name):
                self.tell(node, f"module {alias.name}", optional)
            elif alias.asname:
                self.modules[alias.asname] = alias.name
            else:
                top = alias.name.partition(".")[0]
                self.modules[top] = top

    def visit_import_from(self, node, optional):
        if node.level:  # of the program's own package
            return
        if not exists(node.module):
            self.tell(node, f"module {node.module}", optional)
            return
        for alias in node.names:
            submodule = f"{node.module}.{alias.name}"
            if exists(submodule):
                self.modules[alias.asname or alias.name] = submodule
            elif alias.name != "*" and lacks(node.module, alias.name):
                self.tell(node, submodule, optional)

    def visit_attribute(self, node, optional):
        import ast
        module = self.modules.get(node.value.id) if isinstance(node.value, ast.Name) else None
        used = isinstance(node.ctx, ast.Load)
        if module and used and not exists(f"{module}.{node.attr}") and lacks(module, node.attr):
            self.tell(node, f"{module}.{node.attr}", optional)


def expects_absence(node):
    """Does a try statement expect that something cannot be imported or is not there?"""
    import ast
    names = {"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"}
    for handler in node.handlers:
        if handler.type is None:
            return True
        for part in ast.walk(handler.type):
            if isinstance(part, ast.Name) and part.id in names:
                return True
    return False


def exists(name):
    from importlib.util import find_spec
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return name in sys.modules


def lacks(module, name):
    """Only modules in the binary are imported to see what they have."""
    from _folio_modules import library_modules
    if module not in library_modules():
        return False
    from importlib import import_module
    try:
        return not hasattr(import_module(module), name)
    except ImportError:
        return False


def check_file(path):
    """Prints what is missing; true if the program cannot do without it."""
    import ast
    import os
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read(), path)
    except (OSError, SyntaxError, ValueError) as error:
        print(f"{path}: {error}")
        return True
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    try:
        missing = Checker(path).check(tree)
    finally:
        del sys.path[0]
    for line, text, optional in missing:
        print(f"{path}:{line}: {text}{' (the program can do without)' if optional else ''}")
    return any(not optional for _, _, optional in missing)


def main():
    paths = sys.argv[1:]
    if not paths or paths[0] in ("-h", "--help"):
        print(USAGE)
        return 0 if paths else 2
    failed = [path for path in paths if check_file(path)]
    if not failed:
        print("nothing is missing")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
