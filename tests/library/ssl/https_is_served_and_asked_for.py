# http.client, urllib.request and http.server over TLS.
import _tls
import http.client
import http.server
import ssl
import threading
import urllib.error
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.path.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, address):
        pass


server = Server(("127.0.0.1", 0), Handler)
server.socket = _tls.server_context().wrap_socket(server.socket, server_side=True)
thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
thread.start()

connection = http.client.HTTPSConnection("localhost", server.server_port, context=_tls.client_context())
connection.request("GET", "/first")
response = connection.getresponse()
print(response.status, response.read(), connection.default_port)   # expect: 200 b'/first' 443
connection.close()

url = f"https://localhost:{server.server_port}/second"
with urllib.request.urlopen(url, context=_tls.client_context()) as response:
    print(response.status, response.read())                        # expect: 200 b'/second'
try:
    urllib.request.urlopen(url)
except urllib.error.URLError as error:
    print(type(error.reason).__name__, error.reason.reason)        # expect: SSLCertVerificationError CERTIFICATE_VERIFY_FAILED

text = ssl.get_server_certificate(("localhost", server.server_port), ca_certs=_tls.file("authority"))
with open(_tls.file("localhost")) as file:
    print(text in file.read())                                     # expect: True
server.shutdown()
thread.join()
server.server_close()
