# preload: xml.etree.ElementTree, xml.parsers.expat, copy, copyreg
import xml.etree.ElementTree as ET, copy
root = ET.Element("root", {"a": "1"}, b="2"); ET.SubElement(root, "s", c="3").text = "text"; root.set("k", "v")
root.extend([ET.Element("x"), ET.Element("y")]); root.insert(0, ET.Element("first")); root[1:2] = [ET.Element("n")]; del root[::2]
print([e.tag for e in root.iter()], root.find("y").tag, len(root.findall("n")), root.findtext("n", "no"), list(root.itertext()), len(root[0:2]), root.items(), root.keys())
state = copy.deepcopy(root).__getstate__(); copy.copy(root).__setstate__(state)
builder = ET.TreeBuilder(insert_comments=True); builder.start("a", {}); builder.data("x"); builder.data("y"); builder.comment("c"); builder.pi("p", "q"); builder.end("a")
parser = ET.XMLParser(); events = []; parser._setevents(events, ["start", "end", "start-ns", "end-ns", "comment", "pi"]); parser.entity["e"] = "known"
parser.feed("<!DOCTYPE a SYSTEM 's'><p:a xmlns:p='u' p:x='1' y='2'>t&e;u<b/>v<!--c--><?do it?></p:a>")
print(parser.close().text, [event for event, value in events])
class Target:
    def start(self, tag, attributes): print(tag, attributes)
    def end(self, tag): print(tag)
    def data(self, text): print(text)
    def close(self): return "closed"
other = ET.XMLParser(target=Target()); other.feed(b"<a x='1'>text</a>"); print(other.close())
try:
    ET.XMLParser().feed("<a></b>")
except ET.ParseError as error:
    print(error.position)
