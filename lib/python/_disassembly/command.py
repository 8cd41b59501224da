"""The command line of `folio dis`."""

import io
import json
import os
import sys

import _bytecode

from . import colours, targets, text

HELP = """\
usage: folio dis [option] ... [target] ...
Show the bytecode of programs, without running them.

target: file.py, file.pyc, module, - (standard input, the default), or one function of any of
        these: file.py:Class.method, module:function

  -c TEXT                  a program as text
  -m MODULE                a module, also if a file is called so
  -f, --function NAME      only the code called so (whole name or its end)
  --depth N                nested code down to N levels; 0: none
  --optimize N             compile as -O (1) or -OO (2) does
  --diff OTHER             compare the target with another one, by instruction

  -P, --show-positions     lines and columns of each instruction
  -S, --specialized        the run-time forms: fused and specialised instructions
  -C, --show-caches        the words of the inline caches behind them
  -b, --show-bytes         the bytes of each instruction
  -O, --show-offsets       (always shown)
  -e, --explain            what each instruction does
  --full                   long constants are not cut
  --no-source              without the lines of the source
  --color WHEN             always, never or auto

  --tree                   only which code is nested in which, with sizes
  --json                   as JSON; --schema prints its schema
  --dot, --svg             the control-flow graph
  --html                   a page: source and bytecode side by side
  -o, --output FILE        write there
  --verify                 check every code object; status 1 if one is refused
  --opcodes                the opcode reference
  -h, --help               this text
"""


class UsageError(Exception):
    pass


class Options:
    """What the command line says; the flags are in _FLAGS, the options with a word in _WORDS."""

    def __init__(self):
        self.targets = []          # functions that make a Target
        self.form = "text"
        self.positions = self.specialized = self.caches = self.bytes = False
        self.explain = self.full = self.verify = False
        self.source = True
        self.function = self.output = self.diff = self.depth = None
        self.optimize = -1
        self.color = "auto"


_FLAGS = {
    "-P": ("positions", True), "--show-positions": ("positions", True),
    "-S": ("specialized", True), "--specialized": ("specialized", True),
    "-C": ("caches", True), "--show-caches": ("caches", True),
    "-b": ("bytes", True), "--show-bytes": ("bytes", True),
    "-O": (None, None), "--show-offsets": (None, None), "--full": ("full", True),
    "-e": ("explain", True), "--explain": ("explain", True),
    "--no-source": ("source", False), "--verify": ("verify", True),
    "--json": ("form", "json"), "--dot": ("form", "dot"), "--svg": ("form", "svg"),
    "--html": ("form", "html"), "--tree": ("form", "tree"),
    "--schema": ("form", "schema"), "--opcodes": ("form", "opcodes"),
    "-h": ("form", "help"), "--help": ("form", "help"),
}
_WORDS = {"-f": "function", "--function": "function", "-o": "output", "--output": "output",
          "--depth": "depth", "--optimize": "optimize", "--diff": "diff", "--color": "color",
          "-c": "text", "-m": "module"}


def parse(arguments):
    options = Options()
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "-" or not word.startswith("-"):
            options.targets.append(lambda o, word=word: targets.from_word(word, o.optimize))
            continue
        if word[:2] != "--" and len(word) > 2:  # -PS, -cTEXT
            rest.insert(0, word[2:] if word[:2] in _WORDS else "-" + word[2:])
            word = word[:2]
        name, equals, value = word.partition("=")
        if name in _FLAGS and not equals:
            field, value = _FLAGS[name]
            if field:
                setattr(options, field, value)
        elif name in _WORDS:
            if not equals:
                if not rest:
                    raise UsageError(f"argument expected for {name}")
                value = rest.pop(0)
            _take_word(options, _WORDS[name], value)
        else:
            raise UsageError(f"unknown option {word}")
    return options


def _take_word(options, field, value):
    if field == "text":
        options.targets.append(
            lambda o: targets.from_text(value if value.endswith("\n") else value + "\n",
                                        "<string>", o.optimize))
    elif field == "module":
        options.targets.append(lambda o: targets.from_module_word(value, o.optimize))
    elif field in ("depth", "optimize"):
        if not value.isdecimal():
            raise UsageError(f"a number is expected for --{field}, not {value!r}")
        setattr(options, field, int(value))
    elif field == "color" and value not in ("always", "never", "auto"):
        raise UsageError("--color is always, never or auto")
    else:
        setattr(options, field, value)


# ---- outputs --------------------------------------------------------------------------------


def _style(options, file):
    paint = colours.Paint(options.output is None and colours.wanted(options.color, file)
                          or options.color == "always")
    return text.Style(paint, source=options.source, positions=options.positions,
                      bytes=options.bytes, caches=options.caches,
                      specialized=options.specialized, explain=options.explain,
                      full=options.full, depth=options.depth)


def _write_text(found, options, file):
    style = _style(options, file)
    for i, target in enumerate(found):
        if i:
            print(file=file)
        text.write(target, style, file)


def _write_tree(found, options, file):
    from . import tree
    for target in found:
        tree.write(target, _style(options, file), file)


def _write_json(found, options, file):
    from . import data
    documents = [data.document(target, options.depth) for target in found]
    json.dump(documents[0] if len(documents) == 1 else documents, file, indent=1,
              ensure_ascii=False)
    print(file=file)


def _write_dot(found, options, file):
    from . import dot
    for target in found:
        file.write(dot.graph(target, options.depth))


def _write_svg(found, options, file):
    from . import svg
    file.write(svg.picture([view for target in found for root in target.views
                            for view in root.walk(options.depth)]))


def _write_html(found, options, file):
    from . import page
    file.write(page.page(found, options.depth))


_WRITERS = {"text": _write_text, "tree": _write_tree, "json": _write_json, "dot": _write_dot,
            "svg": _write_svg, "html": _write_html}


def _verify(found, file):
    """Status 1 if the verifier refuses a code object; which instructions no path reaches is told."""
    status = 0
    for target in found:
        views = [view for root in target.views for view in root.walk()]
        for view in views:
            problem = _bytecode.verify(view.code)
            if problem:
                status = 1
                print(f"{target.name}: {view.name}: {problem}", file=file)
            for block in view.blocks:
                if not block.reached:
                    print(f"{target.name}: {view.name}: not reached from {block.start}", file=file)
        if not status:
            print(f"{target.name}: {len(views)} code objects are sound", file=file)
    return status


def run(options, file):
    if options.form == "help":
        file.write(HELP)
        return 0
    if options.form == "schema":
        from . import schema
        json.dump(schema.SCHEMA, file, indent=1)
        print(file=file)
        return 0
    if options.form == "opcodes":
        file.write(_bytecode.reference())
        return 0
    makers = options.targets or [lambda o: targets.from_word("-", o.optimize)]
    found = [make(options) for make in makers]
    if options.function:
        for target in found:
            target.select(options.function)
    if options.diff:
        return _compare(found, options, file)
    if options.verify:
        return _verify(found, file)
    if options.specialized or options.caches or options.form == "html":
        for target in found:
            target.root.attach_forms()
    _WRITERS[options.form](found, options, file)
    return 0


def _compare(found, options, file):
    from . import difference
    if len(found) != 1:
        raise UsageError("--diff compares one target with one other")
    other = targets.from_word(options.diff, options.optimize)
    if options.function and other.views == [other.root]:
        other.select(options.function)
    return int(difference.write(found[0], other, _style(options, file), file))


def main(arguments=None):
    """The status: 0; 1 refused by --verify or different; 2 wrong usage, nothing to show."""
    try:
        options = parse(sys.argv[1:] if arguments is None else arguments)
        if options.output is None:
            return run(options, sys.stdout)
        output = io.StringIO()
        status = run(options, output)
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(output.getvalue())
        return status
    except UsageError as error:
        print(f"folio dis: {error}\nTry `folio dis --help'.", file=sys.stderr)
    except BrokenPipeError:  # `folio dis ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (targets.TargetError, OSError) as error:
        print(f"folio dis: {error}", file=sys.stderr)
    return 2
