import http.client
import os
import threading
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass


os.makedirs("root/sub dir")
with open("root/page.html", "w") as file:
    file.write("<p>")
with open("secret", "w") as file:
    file.write("secret")
server = HTTPServer(("127.0.0.1", 0), partial(Handler, directory="root"))
thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
thread.start()
connection = http.client.HTTPConnection("127.0.0.1", server.server_port)


def ask(method, path, **headers):
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    return response, response.read()


response, body = ask("GET", "/page.html")
print(response.status, response.getheader("content-type"), body)   # expect: 200 text/html b'<p>'
response, body = ask("GET", "/page.html", **{"If-Modified-Since": response.getheader("Last-Modified")})
print(response.status, body)                                       # expect: 304 b''
response, body = ask("HEAD", "/page.html")
print(response.getheader("content-length"), body)                  # expect: 3 b''
response, body = ask("GET", "/sub%20dir")
print(response.status, response.getheader("location"))             # expect: 301 /sub%20dir/
response, body = ask("GET", "/")
print(b'<li><a href="sub%20dir/">sub dir/</a></li>' in body)       # expect: True
for method, path in ("GET", "/../secret"), ("GET", "/page.html/"), ("BREW", "/"):
    response, body = ask(method, path)
    print(response.status, response.reason)    # expect: 404 File not found
                                               # expect: 404 File not found
                                               # expect: 501 Unsupported method ('BREW')
connection.close()
server.shutdown()
thread.join()
server.server_close()
