"""python -m json.tool: checks JSON and writes it in a readable form."""

import argparse
import json
import sys


def _options():
    parser = argparse.ArgumentParser(
        prog="python -m json.tool",
        description="A simple command line interface for json module "
                    "to validate and pretty-print JSON objects.")
    parser.add_argument("infile", nargs="?", help="a JSON file to be validated or pretty-printed",
                        default="-")
    parser.add_argument("outfile", nargs="?", help="write the output of infile to outfile",
                        default=None)
    parser.add_argument("--sort-keys", action="store_true", default=False,
                        help="sort the output of dictionaries alphabetically by key")
    parser.add_argument("--no-ensure-ascii", dest="ensure_ascii", action="store_false",
                        help="disable escaping of non-ASCII characters")
    parser.add_argument("--json-lines", action="store_true", default=False,
                        help="parse input using the JSON Lines format. "
                             "Use with --no-indent or --compact to produce valid JSON Lines "
                             "output.")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--indent", default=4, type=int,
                       help="separate items with newlines and use this number of spaces for "
                            "indentation")
    group.add_argument("--tab", action="store_const", dest="indent", const="\t",
                       help="separate items with newlines and use tabs for indentation")
    group.add_argument("--no-indent", action="store_const", dest="indent", const=None,
                       help="separate items with spaces rather than newlines")
    group.add_argument("--compact", action="store_true",
                       help="suppress all whitespace separation (most compact)")
    return parser.parse_args()


def _read(path, by_lines):
    """The values of a file, read to its end: it may be the one to be written."""
    infile = sys.stdin if path == "-" else open(path, encoding="utf-8")
    try:
        if by_lines:
            return [json.loads(line) for line in infile]
        return [json.load(infile)]
    finally:
        if infile is not sys.stdin:
            infile.close()


def main():
    options = _options()
    arguments = {"sort_keys": options.sort_keys, "indent": options.indent,
                 "ensure_ascii": options.ensure_ascii}
    if options.compact:
        arguments["indent"] = None
        arguments["separators"] = ",", ":"
    try:
        values = _read(options.infile, options.json_lines)
        outfile = (sys.stdout if options.outfile is None
                   else open(options.outfile, "w", encoding="utf-8"))
        with outfile:
            for value in values:
                json.dump(value, outfile, **arguments)
                outfile.write("\n")
    except ValueError as error:
        raise SystemExit(error)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError as error:
        sys.exit(error.errno)
