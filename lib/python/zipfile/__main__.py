"""python -m zipfile: lists, tests, extracts and makes archives."""

import argparse
import os
import sys

from zipfile import ZIP_DEFLATED, ZipFile


def _parse(args):
    parser = argparse.ArgumentParser(
        description="A simple command-line interface for zipfile module.")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("-l", "--list", metavar="<zipfile>", help="Show listing of a zipfile")
    action.add_argument("-e", "--extract", nargs=2, metavar=("<zipfile>", "<output_dir>"),
                        help="Extract zipfile into target dir")
    action.add_argument("-c", "--create", nargs="+", metavar=("<name>", "<file>"),
                        help="Create zipfile from sources")
    action.add_argument("-t", "--test", metavar="<zipfile>", help="Test if a zipfile is valid")
    parser.add_argument("--metadata-encoding", metavar="<encoding>",
                        help="Specify encoding of member names for -l, -e and -t")
    return parser.parse_args(args)


def _add(archive, path, name):
    if os.path.isfile(path):
        archive.write(path, name, ZIP_DEFLATED)
    elif os.path.isdir(path):
        if name:
            archive.write(path, name)
        for entry in sorted(os.listdir(path)):
            _add(archive, os.path.join(path, entry), os.path.join(name, entry))


def _create(target, paths):
    with ZipFile(target, "w") as archive:
        for path in paths:
            name = os.path.basename(path) or os.path.basename(os.path.dirname(path))
            _add(archive, path, "" if name in (os.curdir, os.pardir) else name)


def main(args=None):
    options = _parse(args)
    encoding = options.metadata_encoding
    if options.create:
        if encoding:
            print("Non-conforming encodings not supported with -c.", file=sys.stderr)
            sys.exit(1)
        _create(options.create[0], options.create[1:])
    elif options.extract:
        source, folder = options.extract
        with ZipFile(source, "r", metadata_encoding=encoding) as archive:
            archive.extractall(folder)
    elif options.list:
        with ZipFile(options.list, "r", metadata_encoding=encoding) as archive:
            archive.printdir()
    else:
        with ZipFile(options.test, "r", metadata_encoding=encoding) as archive:
            damaged = archive.testzip()
        if damaged:
            print(f"The following enclosed file is corrupted: {damaged!r}")
        print("Done testing")


if __name__ == "__main__":
    main()
