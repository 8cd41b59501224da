# What is markup in texts and attributes, at any place and in texts of every width.
import xml.etree.ElementTree as ET

for text in ('', 'plain', '&', '<a href="x">&amp;</a>', '\t\r\n"\'', 'x' * 50 + '<', '\u00e9<\u20ac>&\U0001f600"', '&&&', 'a&'):
    element = ET.Element('e', k=text)
    element.text = element.tail = text
    print(ascii(ET.tostring(element, 'unicode')), ET.tostring(element, method='html') == ET.tostring(element, method='html', encoding='us-ascii'))
# expect: '<e k="" />' True
# expect: '<e k="plain">plain</e>plain' True
# expect: '<e k="&amp;">&amp;</e>&amp;' True
# expect: '<e k="&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;">&lt;a href="x"&gt;&amp;amp;&lt;/a&gt;</e>&lt;a href="x"&gt;&amp;amp;&lt;/a&gt;' True
# expect: '<e k="&#09;&#13;&#10;&quot;\'">\t\r\n"\'</e>\t\r\n"\'' True
# expect: '<e k="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&lt;">xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&lt;</e>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&lt;' True
# expect: '<e k="\xe9&lt;\u20ac&gt;&amp;\U0001f600&quot;">\xe9&lt;\u20ac&gt;&amp;\U0001f600"</e>\xe9&lt;\u20ac&gt;&amp;\U0001f600"' True
# expect: '<e k="&amp;&amp;&amp;">&amp;&amp;&amp;</e>&amp;&amp;&amp;' True
# expect: '<e k="a&amp;">a&amp;</e>a&amp;' True


class Text(str):
    def replace(self, old, new):
        return 'replaced '


element.text = Text('<')
print(ET.tostring(element, 'unicode'), len(ET.tostring(ET.fromstring('<a>%s</a>' % ('&lt;' * 300000)))))  # expect: <e k="a&amp;">replaced </e>a&amp; 1200007
for wrong in (5, b'bytes', None):
    element.text = element.attrib['k'] = wrong
    try:
        print(ET.tostring(element))
    except TypeError as error:
        print(error)
# expect: cannot serialize 5 (type int)
# expect: cannot serialize b'bytes' (type bytes)
# expect: cannot serialize None (type NoneType)
