"""Characters escaped and back; a page taken apart."""
import html
from html.parser import HTMLParser

print(html.escape("<a href='x'>\"&</a>"), html.escape("\"'", quote=False))  # expect: &lt;a href=&#x27;x&#x27;&gt;&quot;&amp;&lt;/a&gt; "'
print(ascii(html.unescape("&lt;&eacute;&#x41;&#66;&notit;&amp;amp;&#0;&#x80;&nosuch;&copy")))  # expect: '<\xe9AB\xacit;&amp;\ufffd\u20ac&nosuch;\xa9'


events = []


class Lister(HTMLParser):
    def handle_starttag(self, tag, attrs):
        events.append(("start", tag, attrs, self.getpos()))

    def handle_endtag(self, tag):
        events.append(("end", tag))

    def handle_data(self, data):
        events.append(("data", repr(data)))

    def handle_comment(self, data):
        events.append(("comment", data))

    def handle_decl(self, decl):
        events.append(("decl", decl))


lister = Lister()
lister.feed("<!DOCTYPE html><p class='a b' hidden id=x>one &amp; two<br/><!-- c -->")
lister.feed("<script>if (a<b) '</p>'</script><a href='?a=1&amp;b' x=&quot;>t</a\n><unclosed")
lister.close()
print(*events, sep="\n")
# expect: ('decl', 'DOCTYPE html')
# expect: ('start', 'p', [('class', 'a b'), ('hidden', None), ('id', 'x')], (1, 15))
# expect: ('data', "'one & two'")
# expect: ('start', 'br', [], (1, 55))
# expect: ('end', 'br')
# expect: ('comment', ' c ')
# expect: ('start', 'script', [], (1, 70))
# expect: ('data', '"if (a<b) \'</p>\'"')
# expect: ('end', 'script')
# expect: ('start', 'a', [('href', '?a=1&b'), ('x', '"')], (1, 102))
# expect: ('data', "'t'")
# expect: ('end', 'a')
# expect: ('data', "'<'")
# expect: ('data', "'unclosed'")
