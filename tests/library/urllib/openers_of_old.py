# URLopener: its open_SCHEME get what is behind the scheme; files keep their URLs as they were given;
# a user in the URL is a header; errors of HTTP go to methods.
import http.server
import os
import threading
import urllib.error
import urllib.request
import warnings

warnings.simplefilter("ignore")
os.environ["no_proxy"] = "*"


class Opener(urllib.request.FancyURLopener):
    def open_spam(self, url, data=None):
        return "spam", url, data

    def open_local_file(self, url):
        return "local", url


class Plain(urllib.request.URLopener):
    def http_error_418(self, url, fp, code, message, headers, data=None):
        return "teapot", code, fp.read()


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(Opener().open("spam://a b/%20"), Opener().open("spam:x", b"data"))  # expect: ('spam', '//a%20b/%20', None) ('spam', 'x', b'data')
print(attempt(Opener().open, "local_file:x"), attempt(Opener().open, "local-file:x"), attempt(Opener().open, "other:x"))  # expect: OSError: [Errno url error] unknown url type: 'local_file' OSError: [Errno url error] unknown url type: 'local-file' OSError: [Errno url error] unknown url type: 'other'
print(Opener().open("a/b"), Opener().open("file:///a"))  # expect: ('local', 'a/b') ('local', '///a')
with open("a file", "w") as file:
    file.write("text")
opener = urllib.request.URLopener()
with opener.open("a file") as response:
    print(response.geturl(), response.read(), response.headers["content-length"])
# expect: a%20file b'text' 4
with opener.open("file://localhost" + os.path.abspath("a file")) as response:
    print(response.geturl().startswith("file:///"), response.read())
# expect: True b'text'
print(opener.retrieve("a%20file")[0], os.path.isabs(opener.retrieve("file:" + os.path.abspath("a%20file"))[0]))  # expect: a file True
try:
    opener.open("file:///not/here")
except urllib.error.URLError as error:
    print(error.reason, error.filename)
# expect: No such file or directory /not/here


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        code = int(self.path.rpartition("/")[2] or 200)
        self.send_response(code)
        body = str(self.headers["Authorization"]).encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
place = f"127.0.0.1:{server.server_port}"
for url in f"http://{place}/", f"http://a%20b:c@{place}/":
    with urllib.request.FancyURLopener().open(url) as response:
        print(response.read(), response.geturl() == url, response.getcode())
# expect: b'None' True 200
# expect: b'Basic YSBiOmM=' True 200
print(Plain().open(f"http://{place}/418"))  # expect: ('teapot', 418, b'None')
print(attempt(Plain().open, f"http://{place}/404"), attempt(urllib.request.FancyURLopener().open, f"http://{place}/401"))  # expect: HTTPError: HTTP Error 404: Not Found HTTPError: HTTP Error 401: Unauthorized
print(urllib.request.FancyURLopener().open(f"http://{place}/404").getcode())  # expect: 404
server.shutdown()
server.server_close()
print(type(urllib.request.thishost()))  # expect: <class 'tuple'>
