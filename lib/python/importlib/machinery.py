"""The finders, loaders and suffixes of the import system."""

from ._bootstrap import BuiltinImporter, FrozenImporter, ModuleSpec
from ._bootstrap_external import (
    BYTECODE_SUFFIXES, DEBUG_BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, OPTIMIZED_BYTECODE_SUFFIXES,
    SOURCE_SUFFIXES, AppleFrameworkLoader, ExtensionFileLoader, FileFinder, NamespaceLoader,
    PathFinder, SourceFileLoader, SourcelessFileLoader, WindowsRegistryFinder)


def all_suffixes():
    """Every suffix that a module's file may have."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
