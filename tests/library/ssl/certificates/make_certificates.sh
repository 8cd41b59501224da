#!/bin/sh
# Makes the certificates of these tests anew, with the openssl program. They last a hundred years.
#   authority.pem    whom the clients trust
#   localhost.pem    a certificate for localhost and 127.0.0.1, with its key, signed by the authority
#   locked.pem       the same; the key is behind the password "secret"
#   client.pem       who a client is, with its key, signed by the authority
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
new_key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 36500"

# sign NAME SUBJECT EXTENSION...
sign() {
    name=$1 subject=$2
    shift 2
    printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'authorityKeyIdentifier=keyid' "$@" \
        >"$work/extensions"
    openssl req $new_key -keyout "$work/$name.key" -out "$work/$name.csr" -subj "$subject"
    openssl x509 -req -in "$work/$name.csr" -CA "$work/authority.crt" -CAkey "$work/authority.key" \
        -set_serial "$serial" -days 36500 -extfile "$work/extensions" -out "$work/$name.crt"
    cat "$work/$name.key" "$work/$name.crt" >"$name.pem"
}

openssl req -x509 $new_key -keyout "$work/authority.key" -out "$work/authority.crt" \
    -subj "/O=Folio tests/CN=Test authority" -addext keyUsage=critical,keyCertSign
cp "$work/authority.crt" authority.pem
serial=16
sign localhost "/C=CH/O=Folio tests/CN=localhost" \
    'subjectAltName=DNS:localhost,IP:127.0.0.1,email:me@localhost,URI:http://localhost/' \
    'crlDistributionPoints=URI:http://localhost/revoked' \
    'authorityInfoAccess=OCSP;URI:http://localhost/ocsp,caIssuers;URI:http://localhost/ca'
serial=17
sign client "/O=Folio tests/CN=A client" 'extendedKeyUsage=clientAuth'
openssl pkcs8 -topk8 -in "$work/localhost.key" -v2 aes256 -passout pass:secret -out "$work/locked.key"
cat "$work/locked.key" "$work/localhost.crt" >locked.pem
