# The dict that getpeercert() tells, the forms of certificates, times in them.
import _tls
import ssl

client, *_ = _tls.pair(_tls.client_context(), _tls.server_context())
certificate = client.getpeercert()
for time in "notBefore", "notAfter":
    print(time, type(ssl.cert_time_to_seconds(certificate.pop(time))).__name__)
# expect: notBefore int
# expect: notAfter int
for name, value in certificate.items():
    print(name, value)
# expect: subject ((('countryName', 'CH'),), (('organizationName', 'Folio tests'),), (('commonName', 'localhost'),))
# expect: issuer ((('organizationName', 'Folio tests'),), (('commonName', 'Test authority'),))
# expect: version 3
# expect: serialNumber 10
# expect: subjectAltName (('DNS', 'localhost'), ('IP Address', '127.0.0.1'), ('email', 'me@localhost'), ('URI', 'http://localhost/'))
# expect: OCSP ('http://localhost/ocsp',)
# expect: caIssuers ('http://localhost/ca',)
# expect: crlDistributionPoints ('http://localhost/revoked',)

with open(_tls.file("authority")) as file:
    text = file.read()
binary = ssl.PEM_cert_to_DER_cert(text)
print(ssl.DER_cert_to_PEM_cert(binary) == text)                # expect: True
for wrong in "x" + text, text[:-10]:
    try:
        ssl.PEM_cert_to_DER_cert(wrong)
    except ValueError as error:
        print(error)
# expect: Invalid PEM encoding; must start with -----BEGIN CERTIFICATE-----
# expect: Invalid PEM encoding; must end with -----END CERTIFICATE-----
print(ssl.cert_time_to_seconds("Jan  5 09:34:43 2018 GMT"))    # expect: 1515144883
try:
    ssl.cert_time_to_seconds("Foo 5 09:34:43 2018 GMT")
except ValueError as error:
    print(error)  # expect: time data 'Foo 5 09:34:43 2018 GMT' does not match format "%b %d %H:%M:%S %Y GMT"

native = client._sslobj.get_unverified_chain()[0]
print(native)                                                  # expect: <_ssl.Certificate 'CN=localhost,O=Folio tests,C=CH'>
print(native == client._sslobj.get_verified_chain()[0], native == 1, hash(native) != 0)  # expect: True False True
print(native.public_bytes() == ssl.DER_cert_to_PEM_cert(native.public_bytes(2)))         # expect: True
print(native.get_info()["version"])                            # expect: 3
try:
    native.public_bytes(7)
except ValueError as error:
    print(error)                                               # expect: Unsupported format

# What a context trusts.
context = _tls.client_context()
print(context.cert_store_stats())                              # expect: {'x509': 1, 'crl': 0, 'x509_ca': 1}
print(context.get_ca_certs()[0]["subject"][1], context.get_ca_certs(True) == [binary])
# expect: (('commonName', 'Test authority'),) True
for data in text, binary, text + text, binary * 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=data)
    print(len(context.get_ca_certs()))
# expect: 1
# expect: 1
# expect: 1
# expect: 1

# Objects of ASN.1.
print(ssl.Purpose.SERVER_AUTH.oid, ssl.Purpose.CLIENT_AUTH.nid)   # expect: 1.3.6.1.5.5.7.3.1 130
print(ssl._ASN1Object.fromname("serverAuth"))
# expect: _ASN1Object(nid=129, shortname='serverAuth', longname='TLS Web Server Authentication', oid='1.3.6.1.5.5.7.3.1')

# A time that is none.
import _ssl
wrong = bytearray(binary)
start = wrong.index(b"\x17\x0d") + 2  # a time of two digits for the year
wrong[start:start + 2] = b"xx"
with open("wrong.pem", "w") as file:
    file.write(ssl.DER_cert_to_PEM_cert(bytes(wrong)))
print(_ssl._test_decode_cert("wrong.pem")["notBefore"])        # expect: Bad time value
for name in "missing.pem", __file__:
    try:
        _ssl._test_decode_cert(name)
    except ssl.SSLError as error:
        print(error.args)
# expect: ("Can't open file",)
# expect: ('Error decoding PEM-encoded file',)
