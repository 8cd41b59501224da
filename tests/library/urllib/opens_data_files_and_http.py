import os
import threading
import urllib.error
import urllib.request
from socketserver import StreamRequestHandler, TCPServer

with urllib.request.urlopen("data:text/plain;charset=utf-8,h%C3%A9") as response:
    print(response.read().decode(), response.headers["content-type"])  # expect: hé text/plain;charset=utf-8

with open("here.html", "w") as file:
    file.write("content")
with urllib.request.urlopen("file://" + os.path.abspath("here.html")) as response:
    print(response.read(), response.headers["Content-type"])  # expect: b'content' text/html

ANSWERS = {
    b"/": b"200 OK\r\nContent-Length: 2\r\n\r\nhi",
    b"/away": b"302 Found\r\nLocation: /\r\n\r\n",
    b"/bad": b"404 Not Found\r\nContent-Length: 4\r\n\r\ngone",
    b"/loop": b"301 Moved\r\nLocation: /loop\r\n\r\n",
    b"/secret": b'401 Who\r\nWWW-Authenticate: Basic realm="r"\r\n\r\n',
}


class Handler(StreamRequestHandler):
    def handle(self):
        method, path, _ = self.rfile.readline().split()
        headers = dict(line.strip().split(b": ", 1) for line in iter(self.rfile.readline, b"\r\n"))
        body = self.rfile.read(int(headers.get(b"Content-Length", 0)))
        answer = ANSWERS[path]
        if headers.get(b"Authorization") == b"Basic dTpw":
            answer = ANSWERS[b"/"]
        if method == b"POST":
            answer = b"200 OK\r\n\r\n" + headers[b"Content-Type"] + b" " + body
        self.wfile.write(b"HTTP/1.1 " + answer)


server = TCPServer(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
thread.start()
root = f"http://127.0.0.1:{server.server_address[1]}"
passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
passwords.add_password(None, root, "u", "p")
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}),
                                     urllib.request.HTTPBasicAuthHandler(passwords))
urllib.request.install_opener(opener)

with urllib.request.urlopen(root + "/away") as response:
    print(response.status, response.read(), response.url == root + "/")  # expect: 200 b'hi' True
print(urllib.request.urlopen(root + "/", data=b"a=1").read())
# expect: b'application/x-www-form-urlencoded a=1'
print(urllib.request.urlopen(root + "/secret").read())     # expect: b'hi'
for path in "/bad", "/loop":
    try:
        urllib.request.urlopen(root + path)
    except urllib.error.HTTPError as error:
        print(str(error).splitlines()[0], error.read())
        # expect: HTTP Error 404: Not Found b'gone'
        # expect: HTTP Error 301: The HTTP server returned a redirect error that would lead to an infinite loop. b''
        error.close()
server.shutdown()
thread.join()
server.server_close()

for url in "no-scheme", "unknown://x":
    try:
        urllib.request.urlopen(url)
    except (ValueError, urllib.error.URLError) as error:
        print(error)      # expect: unknown url type: 'no-scheme'
                          # expect: <urlopen error unknown url type: unknown>

request = urllib.request.Request("http://Host:80/path#part", headers={"x-THING": "1"})
print(request.host, request.selector, request.fragment, request.get_method())  # expect: Host:80 /path part GET
print(request.header_items(), request.origin_req_host)   # expect: [('X-thing', '1')] host
