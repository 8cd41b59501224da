"""Uses of the modules for the network and for mail; `# module NAME` opens each. Servers are local."""

# module socket
import socket
a, b = socket.socketpair()
a.sendall(b"over")
print(b.recv(10), socket.inet_aton("1.2.3.4"), socket.gethostbyname("127.0.0.1"), socket.htons(1))
with socket.create_server(("127.0.0.1", 0)) as server:
    with socket.create_connection(server.getsockname()) as client:
        server.accept()[0].send(b"hello")
        print(client.makefile("rb").readline(), client.family)
a.close(), b.close()

# module ssl
import ssl
context = ssl.create_default_context()
print(context.verify_mode, context.check_hostname, ssl.HAS_TLSv1_3, ssl.TLSVersion.TLSv1_2)
print(ssl.DER_cert_to_PEM_cert(b"abc"), ssl.SSLError.__mro__[1].__name__)

# module select
import os
import select
reader, writer = os.pipe()
os.write(writer, b"x")
print(select.select([reader], [], [], 0) == ([reader], [], []), hasattr(select, "epoll"))

# module selectors
import selectors
import socket
a, b = socket.socketpair()
with selectors.DefaultSelector() as selector:
    selector.register(b, selectors.EVENT_READ, "data")
    a.send(b"x")
    for key, mask in selector.select(1):
        print(key.data, mask == selectors.EVENT_READ, key.fileobj is b)
a.close(), b.close()

# module socketserver
import socket
import socketserver
import threading
class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.readline().upper())
with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    with socket.create_connection(server.server_address) as client:
        client.sendall(b"shout\n")
        print(client.makefile().readline())
    server.shutdown()

# module http
import http
print(http.HTTPStatus(404), http.HTTPStatus.OK.phrase, http.HTTPMethod.GET, http.HTTPStatus(500).is_server_error)

# module http.client
import http.client
import http.server
import threading
class Page(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", len(body))
        self.end_headers()
        self.wfile.write(body[::-1])
    def log_message(self, *args): pass
with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
    connection.request("POST", "/x", b"abc", {"X-Y": "1"})
    response = connection.getresponse()
    print(response.status, response.reason, response.getheader("content-length"), response.read())
    connection.close()
    server.shutdown()

# module http.server
import http.server
import threading
import urllib.request
open("page.html", "w").write("<p>served</p>")
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass
with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/page.html") as page:
        print(page.status, page.headers["content-type"], page.read())
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/") as page:
        print(b"page.html" in page.read())
    server.shutdown()

# module http.cookies
from http.cookies import SimpleCookie
cookie = SimpleCookie("a=1; b=\"x y\"")
cookie["a"]["path"], cookie["a"]["httponly"] = "/", True
print(cookie, cookie["b"].value, repr(cookie["a"]))

# module http.cookiejar
import http.cookiejar
import urllib.request
jar = http.cookiejar.CookieJar()
class Response:
    def info(self):
        import email
        return email.message_from_string("Set-Cookie: k=v; Path=/; Domain=.example.com\n\n")
request = urllib.request.Request("http://www.example.com/")
jar.extract_cookies(Response(), request)
jar.add_cookie_header(request)
print([(c.name, c.value, c.domain) for c in jar], request.get_header("Cookie"))

# module urllib.parse
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit
parts = urlsplit("https://me:pw@host.example:8080/a/b;c?q=1&q=2#frag")
print(parts, parts.port, urlunsplit(parts._replace(query="")), parse_qs(parts.query))
print(urljoin("http://a/b/c", "../d"), quote("a b/é"), unquote("%C3%A9+"), urlencode({"a": [1, "x y"]}, doseq=True))

# module urllib.request
import pathlib
import urllib.request
pathlib.Path("file.txt").write_text("by url")
print(urllib.request.urlopen(pathlib.Path("file.txt").absolute().as_uri()).read())
print(urllib.request.urlopen("data:text/plain;base64,aGk=").read(), urllib.request.pathname2url("/a b"))
request = urllib.request.Request("http://x/", b"d", {"A-b": "c"}, method="PUT")
print(request.get_method(), request.header_items(), request.host)

# module urllib.error
import urllib.error
import urllib.request
try:
    urllib.request.urlopen("file:///no/such/file")
except urllib.error.URLError as error:
    print(error)
print(urllib.error.HTTPError("u", 404, "gone", {}, None))

# module urllib.response
import io
from urllib.response import addinfourl
answer = addinfourl(io.BytesIO(b"x"), {"h": 1}, "http://u", 200)
print(answer.read(), answer.info(), answer.geturl(), answer.status)

# module urllib.robotparser
from urllib.robotparser import RobotFileParser
robots = RobotFileParser()
robots.parse("User-agent: *\nCrawl-delay: 3\nDisallow: /private/\nSitemap: http://x/s".splitlines())
print(robots.can_fetch("me", "/private/x"), robots.can_fetch("me", "/open"), robots.crawl_delay("me"), robots.site_maps())
print(robots)

# module ipaddress
import ipaddress
network = ipaddress.ip_network("192.168.0.0/29")
print(list(network.hosts())[:2], network.netmask, ipaddress.ip_address("::1").exploded, network.overlaps(network))
print(list(network.subnets(new_prefix=30)), ipaddress.ip_interface("10.0.0.5/8").network, ipaddress.ip_address(5))

# module ftplib
import ftplib
print(ftplib.parse227("227 ok (1,2,3,4,5,6)"), ftplib.parse257('257 "/a b"'), ftplib.FTP().port)

# module smtplib
import smtplib
import socket
import threading
def serve(server):
    with server.accept()[0] as peer, peer.makefile("rwb", 0) as lines:
        lines.write(b"220 here\r\n")
        for line in iter(lines.readline, b""):
            if line.lower() == b"data\r\n":
                lines.write(b"354 go\r\n")
                while (text := lines.readline()) != b".\r\n":
                    print("S:", text)
            lines.write(b"221 bye\r\n" if line.lower() == b"quit\r\n" else b"250 fine\r\n")
with socket.create_server(("127.0.0.1", 0)) as server:
    thread = threading.Thread(target=serve, args=[server])
    thread.start()
    with smtplib.SMTP("127.0.0.1", server.getsockname()[1], local_hostname="me") as client:
        print(client.sendmail("a@x", ["b@y"], "Subject: s\n\n.hidden dot\n"))
    thread.join()
print(smtplib.quotedata("a\n.b"), smtplib.quoteaddr("A <a@b>"))

# module poplib
import poplib
import socket
import threading
def serve(server):
    with server.accept()[0] as peer, peer.makefile("rwb", 0) as lines:
        lines.write(b"+OK ready\r\n")
        for line in iter(lines.readline, b""):
            lines.write({b"STAT": b"+OK 2 300", b"LIST": b"+OK\r\n1 100\r\n2 200\r\n."}.get(line[:4], b"+OK") + b"\r\n")
with socket.create_server(("127.0.0.1", 0)) as server:
    threading.Thread(target=serve, args=[server]).start()
    client = poplib.POP3("127.0.0.1", server.getsockname()[1])
    print(client.user("me"), client.stat(), client.list(), client.quit())

# module imaplib
import imaplib
import socket
import threading
def serve(server):
    with server.accept()[0] as peer, peer.makefile("rwb", 0) as lines:
        lines.write(b"* OK IMAP4rev1 ready\r\n")
        for line in iter(lines.readline, b""):
            tag, command = line.split()[:2]
            if command == b"CAPABILITY":
                lines.write(b"* CAPABILITY IMAP4REV1\r\n")
            if command == b"SELECT":
                lines.write(b"* 3 EXISTS\r\n")
            lines.write(tag + b" OK done\r\n")
with socket.create_server(("127.0.0.1", 0)) as server:
    threading.Thread(target=serve, args=[server]).start()
    client = imaplib.IMAP4("127.0.0.1", server.getsockname()[1])
    print(client.login("me", "secret"), client.select("INBOX"), client.logout()[0])
print(imaplib.Int2AP(1234), imaplib.ParseFlags(b"(\\Seen \\Draft)"))

# module email
import email
message = email.message_from_string("From: a@b\nSubject: =?utf-8?q?caf=C3=A9?=\n\nbody\n")
print(message["subject"], message.get_payload(), message.items())

# module email.message
from email.message import EmailMessage
message = EmailMessage()
message["Subject"], message["To"] = "Grüße", "Zoë <z@x.example>"
message.set_content("plain é\n")
message.add_alternative("<p>rich</p>", subtype="html")
message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="d.bin")
for part, boundary in zip([message, message.get_payload()[0]], ["=outer=", "=inner="]):
    part.set_boundary(boundary)
print(message.as_string(), [part.get_content_type() for part in message.walk()])

# module email.parser
from email.parser import BytesParser
from email.policy import default
message = BytesParser(policy=default).parsebytes(b"To: \"A, B\" <a@b>, c@d\r\nDate: Mon, 1 Jan 2024 00:00:00 +0100\r\n\r\nx")
print([str(address) for address in message["to"].addresses], message["date"].datetime, message.get_content())

# module email.policy
from email import policy
print(policy.SMTP.linesep, policy.strict.raise_on_defect, policy.default.clone(max_line_length=20).max_line_length)

# module email.header
from email.header import Header, decode_header, make_header
print(Header("Grüße aus Köln", "utf-8").encode(), decode_header("=?iso-8859-1?q?p=F6stal?="))
print(make_header(decode_header("=?utf-8?b?w6k=?=")))

# module email.utils
from email import utils
print(utils.parseaddr("A B <a@b>"), utils.formataddr(("É", "e@f")), utils.parsedate_tz("Mon, 1 Jan 2024 10:00:00 -0500"))
print(utils.formatdate(0), utils.getaddresses(["a@b, C <c@d>"]), utils.unquote('"x"'))

# module email.mime.multipart
from email.mime.audio import MIMEAudio
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
letter = MIMEMultipart("mixed", boundary="B")
letter.attach(MIMEText("hé", "plain", "utf-8"))
letter.attach(MIMEImage(b"GIF89a...", "gif"))
print(letter.as_string())

# module email.generator
import io
from email import generator, message_from_string
out = io.StringIO()
generator.Generator(out, mangle_from_=True).flatten(message_from_string("A: b\n\nFrom here\n"))
print(out.getvalue())

# module email.charset
from email.charset import Charset
print(Charset("latin1").get_output_charset(), Charset("utf-8").header_encode("é"), Charset("us-ascii").body_encode("x"))

# module email.headerregistry
from email.headerregistry import Address, HeaderRegistry
print(Address("A B", "a", "x.example"), HeaderRegistry()("content-type", "text/html; charset=utf-8").params)

# module email.feedparser
from email.feedparser import FeedParser
parser = FeedParser()
for piece in "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\none\n--b\n\ntwo\n--", "b--\n":
    parser.feed(piece)
print([part.get_payload() for part in parser.close().get_payload()])

# module email.iterators
import email
from email.iterators import _structure, body_line_iterator
_structure(email.message_from_string("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n"))
print(list(body_line_iterator(email.message_from_string("\na\nb\n"))))

# module wsgiref.simple_server
import threading
import urllib.request
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator
class Quiet(WSGIRequestHandler):
    def log_message(self, *args): pass
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode(), b"\n"]
with make_server("127.0.0.1", 0, validator(application), handler_class=Quiet) as server:
    threading.Thread(target=server.handle_request).start()
    print(urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/path").read())

# module wsgiref.handlers
import io
from wsgiref.handlers import SimpleHandler
out = io.BytesIO()
def application(environ, start_response):
    start_response("200 OK", [("X", "y")])
    return [b"body"]
SimpleHandler(io.BytesIO(), out, io.StringIO(), {"REQUEST_METHOD": "GET"}).run(application)
print(out.getvalue())

# module wsgiref.headers
from wsgiref.headers import Headers
headers = Headers([("A", "1")])
headers.add_header("Content-Disposition", "attachment", filename="x.gif")
print(bytes(headers), headers["a"], headers.get_all("A"))

# module wsgiref.util
from wsgiref import util
environ = {}
util.setup_testing_defaults(environ)
print(util.request_uri(environ), util.shift_path_info({"PATH_INFO": "/a/b", "SCRIPT_NAME": ""}), util.is_hop_by_hop("te"))

# module xmlrpc.client
import datetime
import xmlrpc.client
text = xmlrpc.client.dumps((1, "a", [2.5, True], {"k": b"x"}, datetime.datetime(2024, 1, 2)), "method")
print(text, xmlrpc.client.loads(text, use_builtin_types=True))
try:
    xmlrpc.client.loads(xmlrpc.client.dumps(xmlrpc.client.Fault(3, "bad")))
except xmlrpc.client.Fault as fault:
    print(fault)

# module xmlrpc.server
import threading
import xmlrpc.client
from xmlrpc.server import SimpleXMLRPCServer
with SimpleXMLRPCServer(("127.0.0.1", 0), logRequests=False, allow_none=True) as server:
    server.register_introspection_functions()
    server.register_function(lambda a, b: a + b, "add")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    with xmlrpc.client.ServerProxy(f"http://127.0.0.1:{server.server_address[1]}") as proxy:
        print(proxy.add(2, 3), proxy.system.listMethods())
        try:
            proxy.add(1)
        except xmlrpc.client.Fault as fault:
            print(fault.faultCode)
    server.shutdown()

# module webbrowser
import webbrowser
print(webbrowser.Error.__mro__[1], isinstance(webbrowser.BackgroundBrowser("true"), webbrowser.GenericBrowser))
print(webbrowser.get("true %s").open("http://x/"))
