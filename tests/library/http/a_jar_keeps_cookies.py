import email
import time
import urllib.request
from http.cookiejar import (CookieJar, DefaultCookiePolicy, LoadError, LWPCookieJar,
                            MozillaCookieJar, http2time, split_header_words, time2netscape)


class Response:
    def __init__(self, *cookies):
        self.headers = email.message_from_string(
            "".join(f"Set-Cookie: {cookie}\n" for cookie in cookies))

    def info(self):
        return self.headers


def sent(jar, url):
    request = urllib.request.Request(url)
    jar.add_cookie_header(request)
    return request.get_header("Cookie")


jar = CookieJar()
there = urllib.request.Request("http://www.example.com/folder/page")
jar.extract_cookies(Response("a=1", "b=2; path=/; max-age=60", "c=3; domain=example.com; secure",
                             "evil=1; domain=other.com", "old=1; max-age=0"), there)
print(len(jar), sorted(cookie.name for cookie in jar))     # expect: 3 ['a', 'b', 'c']
print(sent(jar, "http://www.example.com/folder/x"))        # expect: a=1; b=2
print(sent(jar, "http://www.example.com/"))                # expect: b=2
print(sent(jar, "https://sub.example.com/folder/"))        # expect: c=3
print(sent(jar, "http://example.org/"))                    # expect: None
jar.extract_cookies(Response("b=gone; path=/; max-age=0"), there)
print(sent(jar, "http://www.example.com/"))                # expect: None

strict = CookieJar(DefaultCookiePolicy(blocked_domains=[".example.com"]))
strict.extract_cookies(Response("a=1"), there)
print(strict)                                              # expect: <CookieJar[]>

for kind in LWPCookieJar, MozillaCookieJar:
    jar = kind("jar")
    jar.extract_cookies(Response(f'x="quoted y"; path=/; expires={time2netscape(time.time() + 99)}',
                                 "session=1"), there)
    jar.save()
    again = kind()
    again.load("jar")
    print(again)     # expect: <LWPCookieJar[<Cookie x="quoted y" for www.example.com/>]>
    with open("jar", "w") as file:
        file.write("something else")
    try:
        again.revert("jar")
    except LoadError as error:
        print(len(again), error)
        # expect: 1 'jar' does not look like a Set-Cookie3 (LWP) format file
        # expect: <MozillaCookieJar[<Cookie x="quoted y" for www.example.com/>]>
        # expect: 1 'jar' does not look like a Netscape format cookies file

print(int(http2time("Wed, 09 Feb 1994 22:23:32 GMT")), http2time("09-Feb-94 22:23 +0100"), http2time("x"))
# expect: 760832612 760828980 None
print(split_header_words(['a="b \\"c\\""; d, e=f']))       # expect: [[('a', 'b "c"'), ('d', None)], [('e', 'f')]]
