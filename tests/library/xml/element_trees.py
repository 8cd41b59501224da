# Reading, paths, writing with namespaces, events; errors with their place.
import io
import xml.etree.ElementTree as ET

text = '<?xml version="1.0"?><a x="1"><b>one</b>tail<c xmlns="urn:u" y="2"/><b i="2">two<d/></b><!--no--></a>'
root = ET.fromstring(text)
print([element.tag for element in root.iter()], root.attrib, len(root), root[0].tail)  # expect: ['a', 'b', '{urn:u}c', 'b', 'd'] {'x': '1'} 3 tail
print(root.find('b').text, [b.text for b in root.findall('b')], root.findtext('.//{urn:u}c', 'none'), root.find("b[@i='2']/d"). tag)  # expect: one ['one', 'two']  d
print(root.find('b[2]').get('i'), root.find('b[last()]').text, root.find("b[.='one']").text, root.find('.//d/..').tag, root.findall('{*}c')[0].tag)  # expect: 2 two one b {urn:u}c
print(''.join(root.itertext()), repr(root)[:13])  # expect: onetailtwo <Element 'a' 
print(ET.tostring(root))  # expect: b'<a xmlns:ns0="urn:u" x="1"><b>one</b>tail<ns0:c y="2" /><b i="2">two<d /></b></a>'
print(ET.tostring(root, 'unicode', method='text'), ET.tostring(ET.Element('e', k='<&"\n'), 'unicode'))  # expect: onetailtwo <e k="&lt;&amp;&quot;&#10;" />
made = ET.Element('{urn:v}top', {'k': 'v'})
ET.SubElement(made, 'sub').text = '\u20ac'
made.append(ET.Comment('note'))
ET.register_namespace('v', 'urn:v')
print(ET.tostring(made), ET.tostring(made, 'utf-8', xml_declaration=True))  # expect: b'<v:top xmlns:v="urn:v" k="v"><sub>&#8364;</sub><!--note--></v:top>' b'<?xml version=\'1.0\' encoding=\'utf-8\'?>\n<v:top xmlns:v="urn:v" k="v"><sub>\xe2\x82\xac</sub><!--note--></v:top>'
ET.indent(made)
print(ET.tostring(made, encoding='unicode', short_empty_elements=False))  # expect: <v:top xmlns:v="urn:v" k="v">
                                                                          # expect:   <sub>€</sub>
                                                                          # expect:   <!--note-->
                                                                          # expect: </v:top>
print([(event, element.tag) for event, element in ET.iterparse(io.BytesIO(b'<r><s/></r>'), ('start', 'end'))])  # expect: [('start', 'r'), ('start', 's'), ('end', 's'), ('end', 'r')]
parser = ET.XMLPullParser(['start-ns', 'end'])
parser.feed('<r xmlns:p="urn:p"><p:s>')
parser.feed('</p:s></r>')
print([(event, getattr(value, 'tag', value)) for event, value in parser.read_events()])  # expect: [('start-ns', ('p', 'urn:p')), ('end', '{urn:p}s'), ('end', 'r')]
stream = io.BytesIO()
ET.ElementTree(root).write(stream, encoding='latin-1')
print(stream.getvalue()[:44], ET.ElementTree(root).getroot() is root)  # expect: b"<?xml version='1.0' encoding='latin-1'?>\n<a " True
for bad in ('<a><b></a>', '<a>&x;</a>', ''):
    try:
        ET.fromstring(bad)
    except ET.ParseError as error:
        print(error, error.code, error.position)  # expect: mismatched tag: line 1, column 8 7 (1, 8)
                                                  # expect: undefined entity: line 1, column 3 11 (1, 3)
                                                  # expect: no element found: line 1, column 0 3 (1, 0)
for path in ('/a', 'b[0]', 'p:b'):
    try:
        root.find(path)
    except SyntaxError as error:
        print(type(error).__name__, error)  # expect: SyntaxError cannot use absolute path on element
                                            # expect: SyntaxError XPath position >= 1 expected
try:
    root.append('text')
except TypeError as error:
    print('not an element')  # expect: not an element
