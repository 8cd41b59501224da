"""Running CGI scripts for http.server."""

import base64
import binascii
import os
import select
import urllib.parse
from http import HTTPStatus


def split_path(handler):
    """(folder, script, rest of the path, query) of a handler's cgi_info. Scripts may be in folders
    below the folder."""
    folder, rest = handler.cgi_info
    path, _, query = rest.partition("?")
    while "/" in path:
        inner, _, behind = path.partition("/")
        if not os.path.isdir(handler.translate_path(f"{folder}/{inner}")):
            break
        folder, path = f"{folder}/{inner}", behind
    script, slash, behind = path.partition("/")
    return folder, script, slash + behind, query


def _environment(handler, name, rest, query):
    headers = handler.headers
    rest = urllib.parse.unquote(rest)
    values = {
        "SERVER_SOFTWARE": handler.version_string(),
        "SERVER_NAME": handler.server.server_name,
        "GATEWAY_INTERFACE": "CGI/1.1",
        "SERVER_PROTOCOL": handler.protocol_version,
        "SERVER_PORT": str(handler.server.server_port),
        "REQUEST_METHOD": handler.command,
        "PATH_INFO": rest,
        "PATH_TRANSLATED": handler.translate_path(rest),
        "SCRIPT_NAME": name,
        "QUERY_STRING": query,
        "REMOTE_HOST": "",
        "REMOTE_ADDR": handler.client_address[0],
        "CONTENT_TYPE": headers.get("content-type") or headers.get_content_type(),
        "CONTENT_LENGTH": headers.get("content-length") or "",
        "HTTP_REFERER": headers.get("referer") or "",
        "HTTP_ACCEPT": ",".join(headers.get_all("accept", ())),
        "HTTP_USER_AGENT": headers.get("user-agent") or "",
        "HTTP_COOKIE": ", ".join(filter(None, headers.get_all("cookie", []))),
    }
    return os.environ | values | _user(headers.get("authorization"))


def _user(authorization):
    words = authorization.split() if authorization else ()
    if len(words) != 2:
        return {}
    values = {"AUTH_TYPE": words[0]}
    if words[0].lower() == "basic":
        try:
            user, *password = base64.decodebytes(words[1].encode("ascii")).decode().split(":")
        except (binascii.Error, UnicodeError):
            return values
        if len(password) == 1:
            values["REMOTE_USER"] = user
    return values


def _nobody():
    """The number of the user who may do least."""
    import pwd
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return 1 + max(entry.pw_uid for entry in pwd.getpwall())


def run(handler, path, name, rest, query):
    """Run the script, whose output is sent behind the status."""
    environment = _environment(handler, name, rest, query)
    handler.send_response(HTTPStatus.OK, "Script output follows")
    handler.flush_headers()
    arguments = [os.path.basename(path)]
    words = query.replace("+", " ")
    if "=" not in words:
        arguments.append(words)
    user = _nobody()
    handler.wfile.flush()
    child = os.fork()
    if child == 0:
        _become(handler, path, arguments, environment, user)
    status = os.waitpid(child, 0)[1]
    # Pass what the script did not read.
    while select.select([handler.rfile], [], [], 0)[0] and handler.rfile.read(1):
        pass
    if code := os.waitstatus_to_exitcode(status):
        handler.log_error(f"CGI script exit code {code}")


def _become(handler, path, arguments, environment, user):
    """Be the script from now on."""
    try:
        try:
            os.setuid(user)
        except OSError:
            pass
        os.dup2(handler.rfile.fileno(), 0)
        os.dup2(handler.wfile.fileno(), 1)
        os.execve(path, arguments, environment)
    except:
        handler.server.handle_error(handler.request, handler.client_address)
        os._exit(127)
