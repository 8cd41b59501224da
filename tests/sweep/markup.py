# preload: xml.parsers.expat
from xml.parsers import expat
seen = []
p = expat.ParserCreate(namespace_separator=" ")
p.StartElementHandler = lambda name, attributes: seen.append((name, attributes)); p.EndElementHandler = lambda name: seen.append(name)
p.CharacterDataHandler = seen.append; p.CommentHandler = lambda text: seen.append("c" + text); p.buffer_text = True
p.ProcessingInstructionHandler = lambda target, data: seen.append(target + data); p.StartCdataSectionHandler = lambda: seen.append("cdata")
p.Parse(b"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE a [<!ENTITY e 'entity'>]><a x='1' xmlns='u'>t&amp;<b/>&e;<!--no--><?do it?><![CDATA[<>]]>", False); p.Parse("</a>", True)
print(seen, p.CurrentLineNumber, p.ErrorCode, expat.ErrorString(3))
try:
    expat.ParserCreate().Parse("<a></b>", True)
except expat.ExpatError as error:
    print(error, error.lineno)
def wrong(*_): raise KeyError("from a handler")
q = expat.ParserCreate(); q.StartElementHandler = wrong
try:
    q.Parse("<a/>", True)
except KeyError as error:
    print(error)
