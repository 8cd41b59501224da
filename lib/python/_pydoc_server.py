"""Documentation in a browser: pydoc -p and -b.

/ lists the modules, /NAME.html documents what a dotted name means, /search?key=TEXT lists the
modules that say something of a text.
"""

import http.server
import threading
import urllib.parse

import _pydoc_search
import pydoc
from _pydoc_html import _escape, _link, html

_SEARCH = '<form action="search"><input name="key"> <input type="submit" value="Search"></form>'


def _listed(title, modules):
    lines = [f"{_link(name + '.html', name)} - {_escape(line)}" if line
             else _link(name + ".html", name) for name, line in sorted(modules)]
    body = html.heading(f"<strong>{_escape(title)}</strong>", _link(".", "index"))
    return html.page(title, body + _SEARCH + "<p>" + "<br>\n".join(lines))


def _documented(name):
    object, name = pydoc.resolve(name)
    return html.page(pydoc.describe(object), html.document(object, name))


def page_of(url):
    """The page at a path; ImportError if it names nothing."""
    path, _, query = url.partition("?")
    path = urllib.parse.unquote(path.strip("/"))
    if path == "search":
        key = urllib.parse.parse_qs(query).get("key", [""])[0]
        return _listed(f"Modules with {key!r}", _pydoc_search.find(key))
    if path in ("", "index.html"):
        return _listed("Modules", ((name, "") for name, _ in _pydoc_search.modules()))
    return _documented(path.removesuffix(".html"))


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            page, status = page_of(self.path), 200
        except ImportError as error:
            page, status = html.page("Not found", _escape(str(error))), 404
        data = page.encode("utf-8", "xmlcharrefreplace")
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


def browse(port=0, *, open_browser=True, hostname="localhost"):
    """Serve the pages until told to quit."""
    with http.server.ThreadingHTTPServer((hostname, port), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://{hostname}:{server.server_port}/"
        print("Server ready at", url, flush=True)
        if open_browser:
            _open(url)
        try:
            _obey(url)
        except (KeyboardInterrupt, EOFError):
            print()
        server.shutdown()
        thread.join()
    print("Server stopped")


def _open(url):
    try:
        import webbrowser
    except ImportError:
        print("No module webbrowser: open the address in one")
    else:
        webbrowser.open(url)


def _obey(url):
    commands = "Server commands: [b]rowser, [q]uit"
    print(commands)
    while (command := input("server> ").strip().lower()) not in ("q", "quit"):
        if command in ("b", "browser"):
            _open(url)
        else:
            print(commands)
