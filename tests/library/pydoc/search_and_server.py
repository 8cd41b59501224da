# Modules are found by what they say of themselves, and pages are served. (CPython finds others.)
import contextlib
import http.client
import io
import os
import re
import subprocess
import sys
import tempfile

import pydoc

SOURCES = {
    "plain": '"""  What it is for.\n\nMore."""\n',
    "comments": "# first\n\n'''One line.'''\nx = 1\n",
    "none": "x = 1\n'''late'''\n",
    "broken": "'''no end\n",
    "empty": "",
}
for name, source in SOURCES.items():
    print(name, pydoc.source_synopsis(io.StringIO(source)))
# expect: plain What it is for.
# expect: comments One line.
# expect: none None
# expect: broken None
# expect: empty None

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "package"))
    for path in "package/__init__.py", "package/inside.py", "alone.py":
        with open(os.path.join(folder, path), "w") as file:
            file.write(f'"""Says marmalade in {path}."""\nprint("imported")\n')
    sys.path.insert(0, folder)
    found = io.StringIO()
    with contextlib.redirect_stdout(found):
        pydoc.apropos("MARMALADE")
    print(*sorted(found.getvalue().splitlines()), sep="\n")
    # expect: alone - Says marmalade in alone.py.
    # expect: package - Says marmalade in package/__init__.py.
    # expect: package.inside - Says marmalade in package/inside.py.

server = subprocess.Popen([sys.executable, "-m", "pydoc", "-p", "0"], text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE)
port = int(re.search(r":(\d+)/", server.stdout.readline())[1])
for url in "/textwrap.html", "/textwrap.wrap.html", "/search?key=textwrap", "/nothing_here.html":
    connection = http.client.HTTPConnection("localhost", port)
    connection.request("GET", url)
    answer = connection.getresponse()
    page = answer.read().decode()
    print(url, answer.status, re.search("<title>(.*)</title>", page)[1], "textwrap" in page)
    connection.close()
# expect: /textwrap.html 200 Python: module textwrap True
# expect: /textwrap.wrap.html 200 Python: function wrap True
# expect: /search?key=textwrap 200 Python: Modules with 'textwrap' True
# expect: /nothing_here.html 404 Python: Not found False
rest, _ = server.communicate("q\n", timeout=60)
print(server.returncode, "Server stopped" in rest)  # expect: 0 True
