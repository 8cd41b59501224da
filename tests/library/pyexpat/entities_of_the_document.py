# Entities that the document declares are replaced by their texts, unless there is a DefaultHandler.
from xml.parsers import expat

TEXT = '<!DOCTYPE d [<!ENTITY s "[&#9786;]"><!ENTITY t "<b>x</b>">]><d a="&s;">a &s; b &t; c</d>'


def parse(*names):
    parser = expat.ParserCreate()
    parser.buffer_text = True
    found = []
    for name in names:
        setattr(parser, name, lambda *args, name=name: found.append((name, *args)))
    parser.CharacterDataHandler = found.append
    parser.Parse(TEXT, True)
    print(*[each for each in found if each[1:2] != ("<!DOCTYPE",)])


parse()  # expect: a [☺] b x c
parse("StartElementHandler", "EndElementHandler")  # expect: ('StartElementHandler', 'd', {'a': '[☺]'}) a [☺] b  ('StartElementHandler', 'b', {}) x ('EndElementHandler', 'b')  c ('EndElementHandler', 'd')
parse("EntityDeclHandler", "StartDoctypeDeclHandler", "EndDoctypeDeclHandler")  # expect: ('StartDoctypeDeclHandler', 'd', None, None, 1) ('EntityDeclHandler', 's', 0, '[☺]', None, None, None, None) ('EntityDeclHandler', 't', 0, '<b>x</b>', None, None, None, None) ('EndDoctypeDeclHandler',) a [☺] b x c
parse("SkippedEntityHandler")  # expect: a [☺] b x c
parse("DefaultHandler")  # expect: ('DefaultHandler', ' ') ('DefaultHandler', 'd') ('DefaultHandler', ' ') ('DefaultHandler', '[') ('DefaultHandler', '<!ENTITY') ('DefaultHandler', ' ') ('DefaultHandler', 's') ('DefaultHandler', ' ') ('DefaultHandler', '"[&#9786;]"') ('DefaultHandler', '>') ('DefaultHandler', '<!ENTITY') ('DefaultHandler', ' ') ('DefaultHandler', 't') ('DefaultHandler', ' ') ('DefaultHandler', '"<b>x</b>"') ('DefaultHandler', '>') ('DefaultHandler', ']') ('DefaultHandler', '>') ('DefaultHandler', '<d a="&s;">') a  ('DefaultHandler', '&s;')  b  ('DefaultHandler', '&t;')  c ('DefaultHandler', '</d>')
parse("DefaultHandlerExpand")  # expect: ('DefaultHandlerExpand', ' ') ('DefaultHandlerExpand', 'd') ('DefaultHandlerExpand', ' ') ('DefaultHandlerExpand', '[') ('DefaultHandlerExpand', '<!ENTITY') ('DefaultHandlerExpand', ' ') ('DefaultHandlerExpand', 's') ('DefaultHandlerExpand', ' ') ('DefaultHandlerExpand', '"[&#9786;]"') ('DefaultHandlerExpand', '>') ('DefaultHandlerExpand', '<!ENTITY') ('DefaultHandlerExpand', ' ') ('DefaultHandlerExpand', 't') ('DefaultHandlerExpand', ' ') ('DefaultHandlerExpand', '"<b>x</b>"') ('DefaultHandlerExpand', '>') ('DefaultHandlerExpand', ']') ('DefaultHandlerExpand', '>') ('DefaultHandlerExpand', '<d a="&s;">') a [☺] b  ('DefaultHandlerExpand', '<b>') x ('DefaultHandlerExpand', '</b>')  c ('DefaultHandlerExpand', '</d>')
