# References with and without names, as browsers read them.
import html
from html.entities import codepoint2name, name2codepoint

print(html.escape('<a href="x">\'&\'</a>'), html.escape('"', quote=False))  # expect: &lt;a href=&quot;x&quot;&gt;&#x27;&amp;&#x27;&lt;/a&gt; "
print(html.unescape('&lt;&amp;&notit;&notin;&#65;&#x42;&#0;&#128;&#x110000;&unknown;&copy &eacute'))  # expect: <&¬it;∉AB�€�&unknown;© é
print(name2codepoint['euro'], codepoint2name[233])  # expect: 8364 eacute
