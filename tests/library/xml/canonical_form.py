# Documents that say the same have the same canonical text.
import io
from xml.etree.ElementTree import XML, canonicalize, tostringlist

print(canonicalize("<a  y='1'\tx='2'><!-- gone --><b/>&#65;&gt;</a>"))  # expect: <a x="2" y="1"><b></b>A&gt;</a>
print(canonicalize("<!-- kept --><?pi data?><a>1<!--2--></a>", with_comments=True).splitlines())  # expect: ['<!-- kept -->', '<?pi data?>', '<a>1<!--2--></a>']
print(canonicalize('<a q="&quot;&#9;&#13;">\r\n</a>', strip_text=True))  # expect: <a q="&quot;&#x9;&#xD;"></a>
spaces = '<r xmlns="u" xmlns:p="v" xmlns:unused="w"><p:c z="1" p:b="2" a="3"/><d xmlns=""><e/></d></r>'
print(canonicalize(spaces))  # expect: <r xmlns="u"><p:c xmlns:p="v" a="3" z="1" p:b="2"></p:c><d xmlns=""><e></e></d></r>
print(canonicalize(spaces, rewrite_prefixes=True))  # expect: <n0:r xmlns:n0="u"><n2:c xmlns:n1="" xmlns:n2="v" a="3" z="1" n2:b="2"></n2:c><n1:d xmlns:n1=""><n1:e></n1:e></n1:d></n0:r>
print(canonicalize(spaces, exclude_tags=["{v}c"], exclude_attrs=["a"]))  # expect: <r xmlns="u"><d xmlns=""><e></e></d></r>
named = '<r xmlns:p="v"><t>p:name</t><u a="p:name">p:name</u></r>'
print(canonicalize(named, qname_aware_tags=["t"], qname_aware_attrs=["a"], rewrite_prefixes=True))  # expect: <n0:r xmlns:n0=""><n0:t xmlns:n1="v">n1:name</n0:t><n0:u xmlns:n1="v" a="n1:name">p:name</n0:u></n0:r>
print(canonicalize("<a> <b xml:space='preserve'> x </b> </a>", strip_text=True))  # expect: <a><b xml:space="preserve"> x </b></a>
out = io.StringIO()
print(canonicalize(from_file=io.StringIO("<a/>"), out=out), out.getvalue())  # expect: None <a></a>
try:
    canonicalize()
except ValueError as error:
    print(error)  # expect: Either 'xml_data' or 'from_file' must be provided as input
print("".join(tostringlist(XML("<a><b/></a>"), "unicode")), len(tostringlist(XML("<a><b/></a>"), "unicode")) > 1)  # expect: <a><b /></a> True
