from http import HTTPMethod, HTTPStatus

print(repr(HTTPStatus.NOT_FOUND), HTTPStatus(404).phrase)  # expect: <HTTPStatus.NOT_FOUND: 404> Not Found
print(HTTPStatus.OK == 200, f"{HTTPStatus.OK}")            # expect: True 200
print(HTTPStatus.GONE.is_client_error, HTTPStatus.GONE.is_success)  # expect: True False
print(HTTPStatus.URI_TOO_LONG is HTTPStatus.REQUEST_URI_TOO_LONG)   # expect: True
print(repr(HTTPMethod.GET), HTTPMethod("PUT"))  # expect: <HTTPMethod.GET> PUT
