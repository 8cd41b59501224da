"""Characters escaped and back; a page taken apart."""
import html
from html.parser import HTMLParser

print(html.escape("<a href='x'>\"&</a>"), html.escape("\"'", quote=False))  # expect: &lt;a href=&#x27;x&#x27;&gt;&quot;&amp;&lt;/a&gt; "'
print(ascii(html.unescape("&lt;&eacute;&#x41;&#66;&notit;&amp;amp;&#0;&#x80;&nosuch;&copy")))  # expect: '<\xe9AB\xacit;&amp;\ufffd\u20ac&nosuch;\xa9'


class Lister(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs, self.getpos())
# expect: start p [('class', 'a b'), ('hidden', None), ('id', 'x')] (1, 15)
# expect: start br [] (1, 55)
# expect: start script [] (1, 70)
# expect: start a [('href', '?a=1&b'), ('x', '"')] (1, 102)

    def handle_endtag(self, tag):
        print("end", tag)
# expect: end br
# expect: end script
# expect: end a

    def handle_data(self, data):
        print("data", repr(data))
# expect: data 'one & two'
# expect: data "if (a<b) '</p>'"
# expect: data 't'
# expect: data '<'
# expect: data 'unclosed'

    def handle_comment(self, data):
        print("comment", data)  # expect: comment  c 

    def handle_decl(self, decl):
        print("decl", decl)  # expect: decl DOCTYPE html


lister = Lister()
lister.feed("<!DOCTYPE html><p class='a b' hidden id=x>one &amp; two<br/><!-- c -->")
lister.feed("<script>if (a<b) '</p>'</script><a href='?a=1&amp;b' x=&quot;>t</a\n><unclosed")
lister.close()
