"""TLS on sockets: connections that nobody can read along or change, to an end that is known.

create_default_context() is where to begin: its wrap_socket() makes an SSLSocket of a socket.

    context = ssl.create_default_context()
    with socket.create_connection((host, 443)) as sock:
        with context.wrap_socket(sock, server_hostname=host) as tls:
            print(tls.version())

The parts are in files of their own: _ssl_context, _ssl_socket, _ssl_object, _ssl_enums, _ssl_errors.
"""

import _ssl
import os
import sys
from collections import namedtuple

import socket as _socket_module
from _ssl import (HAS_ALPN, HAS_ECDH, HAS_NPN, HAS_PSK, HAS_SNI, HAS_SSLv2, HAS_SSLv3, HAS_TLSv1,
                  HAS_TLSv1_1, HAS_TLSv1_2, HAS_TLSv1_3, OPENSSL_VERSION, OPENSSL_VERSION_INFO,
                  OPENSSL_VERSION_NUMBER, MemoryBIO, RAND_add, RAND_bytes, RAND_status, SSLSession,
                  _DEFAULT_CIPHERS, _OPENSSL_API_VERSION, _SSLContext)
from _ssl import nid2obj as _nid2obj, txt2obj as _txt2obj
from _ssl_context import SSLContext
from _ssl_enums import (AlertDescription, Options, Purpose, SSLErrorNumber, TLSVersion, VerifyFlags,
                        VerifyMode, _ASN1Object, _SSLMethod, _TLSAlertType, _TLSContentType,
                        _TLSMessageType)
from _ssl_errors import (SSLCertVerificationError, SSLEOFError, SSLError, SSLSyscallError,
                         SSLWantReadError, SSLWantWriteError, SSLZeroReturnError)
from _ssl_object import SSLObject
from _ssl_socket import SSLSocket
from socket import SO_TYPE, SOCK_STREAM, SOL_SOCKET, create_connection

# The enumerations' members are names of the module.
for _kind in (AlertDescription, Options, SSLErrorNumber, VerifyFlags, VerifyMode, _SSLMethod):
    globals().update(_kind.__members__)
del _kind
PROTOCOL_SSLv23 = _SSLMethod.PROTOCOL_SSLv23
_PROTOCOL_NAMES = {method: method.name for method in _SSLMethod}

SSLContext.sslsocket_class = SSLSocket
SSLContext.sslobject_class = SSLObject
CertificateError = SSLCertVerificationError
socket_error = OSError
HAS_NEVER_CHECK_COMMON_NAME = hasattr(_ssl, "HOSTFLAG_NEVER_CHECK_SUBJECT")
CHANNEL_BINDING_TYPES = ["tls-unique"] if _ssl.HAS_TLS_UNIQUE else []
_GLOBAL_DEFAULT_TIMEOUT = _socket_module._GLOBAL_DEFAULT_TIMEOUT

# ---- contexts ----------------------------------------------------------------------------------


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    """An SSLContext with safe settings: a client verifies the server and its name."""
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    context = SSLContext(_protocol_for(purpose))
    if purpose == Purpose.SERVER_AUTH:
        context.verify_mode = VerifyMode.CERT_REQUIRED
        context.check_hostname = True
    context.verify_flags |= VerifyFlags.VERIFY_X509_PARTIAL_CHAIN | VerifyFlags.VERIFY_X509_STRICT
    _load_authorities(context, purpose, cafile, capath, cadata)
    return context


def _create_unverified_context(protocol=None, *, cert_reqs=VerifyMode.CERT_NONE,
                               check_hostname=False, purpose=Purpose.SERVER_AUTH, certfile=None,
                               keyfile=None, cafile=None, capath=None, cadata=None):
    """An SSLContext that verifies only what it is told to."""
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    context = SSLContext(_protocol_for(purpose) if protocol is None else protocol)
    context.check_hostname = check_hostname
    if cert_reqs is not None:
        context.verify_mode = cert_reqs
    if check_hostname:
        context.check_hostname = True
    if keyfile and not certfile:
        raise ValueError("certfile must be specified")
    if certfile or keyfile:
        context.load_cert_chain(certfile, keyfile)
    _load_authorities(context, purpose, cafile, capath, cadata)
    return context


def _protocol_for(purpose):
    if purpose == Purpose.SERVER_AUTH:
        return _SSLMethod.PROTOCOL_TLS_CLIENT
    if purpose == Purpose.CLIENT_AUTH:
        return _SSLMethod.PROTOCOL_TLS_SERVER
    raise ValueError(purpose)


def _load_authorities(context, purpose, cafile, capath, cadata):
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    elif context.verify_mode != VerifyMode.CERT_NONE:
        context.load_default_certs(purpose)
    keylog = os.environ.get("SSLKEYLOGFILE")
    if keylog and not sys.flags.ignore_environment:
        context.keylog_filename = keylog


# What the library uses: as a program may change it.
_create_default_https_context = create_default_context
_create_stdlib_context = _create_unverified_context

DefaultVerifyPaths = namedtuple(
    "DefaultVerifyPaths",
    "cafile capath openssl_cafile_env openssl_cafile openssl_capath_env openssl_capath")


def get_default_verify_paths():
    """Where the authorities that are trusted by default are; None for what is not there."""
    file_variable, file, folder_variable, folder = _ssl.get_default_verify_paths()
    used_file = os.environ.get(file_variable, file)
    used_folder = os.environ.get(folder_variable, folder)
    return DefaultVerifyPaths(used_file if os.path.isfile(used_file) else None,
                              used_folder if os.path.isdir(used_folder) else None,
                              file_variable, file, folder_variable, folder)


# ---- certificates ------------------------------------------------------------------------------

PEM_HEADER = "-----BEGIN CERTIFICATE-----"
PEM_FOOTER = "-----END CERTIFICATE-----"


def DER_cert_to_PEM_cert(der_cert_bytes):
    """The text form (PEM) of a certificate's bytes."""
    import base64
    text = base64.standard_b64encode(der_cert_bytes).decode("ascii")
    lines = [text[start:start + 64] for start in range(0, len(text), 64)]
    return "\n".join([PEM_HEADER, *lines, PEM_FOOTER, ""])


def PEM_cert_to_DER_cert(pem_cert_string):
    """The bytes of a certificate in text form (PEM)."""
    import base64
    if not pem_cert_string.startswith(PEM_HEADER):
        raise ValueError(f"Invalid PEM encoding; must start with {PEM_HEADER}")
    text = pem_cert_string.strip()
    if not text.endswith(PEM_FOOTER):
        raise ValueError(f"Invalid PEM encoding; must end with {PEM_FOOTER}")
    body = text[len(PEM_HEADER):-len(PEM_FOOTER)]
    return base64.decodebytes(body.encode("ASCII", "strict"))


def cert_time_to_seconds(cert_time):
    """Seconds since 1970 of a certificate's "notBefore" or "notAfter"."""
    from calendar import timegm
    from time import strptime
    months = "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    rest_format = " %d %H:%M:%S %Y GMT"
    name = cert_time[:3].title()  # English ones, whatever the locale
    if name not in months:
        raise ValueError(f"time data {cert_time!r} does not match format \"%b{rest_format}\"")
    date = strptime(cert_time[3:], rest_format)
    return timegm((date.tm_year, months.index(name) + 1) + date[2:6])


def get_server_certificate(addr, ssl_version=_SSLMethod.PROTOCOL_TLS_CLIENT, ca_certs=None,
                           timeout=_GLOBAL_DEFAULT_TIMEOUT):
    """The certificate, in text form, of the server at (host, port); verified with ca_certs."""
    host, port = addr
    required = VerifyMode.CERT_NONE if ca_certs is None else VerifyMode.CERT_REQUIRED
    context = _create_stdlib_context(ssl_version, cert_reqs=required, cafile=ca_certs)
    with create_connection(addr, timeout=timeout) as sock:
        with context.wrap_socket(sock, server_hostname=host) as connection:
            return DER_cert_to_PEM_cert(connection.getpeercert(True))


def get_protocol_name(protocol_code):
    """The name of a PROTOCOL_ constant."""
    return _PROTOCOL_NAMES.get(protocol_code, "<unknown>")
