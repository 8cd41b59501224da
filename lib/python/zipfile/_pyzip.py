"""Archives of Python packages."""

import os
import py_compile
from zipfile import ZIP_STORED, ZipFile


class PyZipFile(ZipFile):
    """Class to create ZIP archives with Python library files and packages."""

    def __init__(self, file, mode='r', compression=ZIP_STORED, allowZip64=True, optimize=-1):
        super().__init__(file, mode=mode, compression=compression, allowZip64=allowZip64)
        self._optimize = optimize

    def writepy(self, pathname, basename='', filterfunc=None):
        """Add all files from "pathname" to the ZIP archive.

        A package is added with all its modules and packages, of another folder its modules, a file
        must be a module. They are compiled. `filterfunc` is asked of each path whether to add it.
        """
        pathname = os.fspath(pathname)
        if filterfunc and not filterfunc(pathname):
            return self._say('%s %r skipped by filterfunc' % (
                'path' if os.path.isdir(pathname) else 'file', pathname))
        if os.path.isdir(pathname):
            return self._write_folder(pathname, basename, filterfunc)
        if not pathname.endswith('.py'):
            raise RuntimeError('Files added with writepy() must end with ".py"')
        self._say('Adding file', pathname)
        self._write_module(pathname[:-3], basename)

    def _say(self, *words):
        if self.debug:
            print(*words)

    def _write_folder(self, folder, basename, filterfunc):
        is_package = os.path.isfile(os.path.join(folder, '__init__.py'))
        self._say('Adding package in' if is_package else 'Adding files from directory', folder)
        if is_package:
            basename = '/'.join(filter(None, [basename, os.path.basename(folder)]))
            self._write_module(os.path.join(folder, '__init__'), basename)
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if os.path.isdir(path):
                if is_package and os.path.isfile(os.path.join(path, '__init__.py')):
                    self.writepy(path, basename, filterfunc=filterfunc)
            elif name.endswith('.py') and not (is_package and name == '__init__.py'):
                if filterfunc and not filterfunc(path):
                    self._say('file %r skipped by filterfunc' % path)
                else:
                    self._write_module(path[:-3], basename)

    def _write_module(self, pathname, basename):
        path, name = self._get_codename(pathname, basename)
        self._say('Adding', name)
        self.write(path, name)

    def _get_codename(self, pathname, basename):
        """(the file to add, its name in the archive): compiled where that is possible"""
        source = pathname + '.py'
        name = os.path.basename(pathname)
        compiled = self._compile(source)
        path, ending = (compiled, '.pyc') if compiled else (source, '.py')
        return path, '/'.join(filter(None, [basename, name + ending]))

    def _compile(self, source):
        """The compiled file, made anew if it is older; None if it cannot be."""
        from importlib.util import cache_from_source
        optimization = '' if self._optimize <= 0 else self._optimize
        if self._optimize == -1:
            optimization = None
        compiled = cache_from_source(source, optimization=optimization)
        try:
            if os.stat(compiled).st_mtime >= os.stat(source).st_mtime:
                return compiled
        except OSError:
            pass
        self._say('Compiling', source)
        try:
            return py_compile.compile(source, doraise=True, optimize=self._optimize)
        except py_compile.PyCompileError as error:
            print(error.msg)
            return None


PyZipFile.__module__ = 'zipfile'
