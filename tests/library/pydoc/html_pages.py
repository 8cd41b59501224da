# HTMLDoc: pieces of pages, links, classes and functions, as CPython's.
import inspect
import os
import pydoc
import sys

html = pydoc.HTMLDoc()
print(html.markup("see http://x.y/z?a=1 RFC 1234 PEP 8 self.foo foo() <b> Cls", funcs={"foo": "#-foo"},
                  classes={"Cls": "#Cls"}))
# expect: see <a href="http://x.y/z?a=1">http://x.y/z?a=1</a> <a href="https://www.rfc-editor.org/rfc/rfc1234.txt">RFC 1234</a> <a href="https://peps.python.org/pep-0008/">PEP 8</a> self.<strong>foo</strong> <a href="#-foo">foo</a>() &lt;b&gt; <a href="#Cls">Cls</a>
print(repr(html.preformat("a b\n\n\n c  <x>\t")))
# expect: 'a&nbsp;b<br>\n&nbsp;<br>\n&nbsp;<br>\n&nbsp;c&nbsp;&nbsp;&lt;x&gt;&nbsp;'
print(html.section("Title", "own", "Contents", prelude="Before").replace("\n", ""))
# expect: <p><table class="section"><tr class="decor own-decor heading-text"><td class="section-title" colspan=3>&nbsp;<br>Title</td></tr>    <tr><td class="decor own-decor" rowspan=2><span class="code">&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;</span></td><td class="decor own-decor" colspan=2>Before</td></tr><tr><td>&nbsp;</td><td class="singlecolumn">Contents</td></tr></table>
print(html.multicolumn([1, 2, 3, 4, 5], str).replace("\n", ""))
# expect: <table><tr><td class="multicolumn">1<br>2<br></td><td class="multicolumn">3<br>4<br></td><td class="multicolumn">5<br></td><td class="multicolumn"></td></tr></table>
print(html.modpkglink(("name", "path", True, False)), html.modpkglink(("name", "", False, True)))
# expect: <a href="path.name.html"><strong>name</strong>&nbsp;(package)</a> <span class="grey">name</span>


class A:
    """Doc of A."""
    x = 1

    def f(self, a, b=2):
        """Calls g() and self.f."""


class B(A):
    def g(self): pass


def function(a, *, b="<x>"):
    """See B."""


print(html.docroutine(function, "function", "m", classes={"B": "#B"}), end="")
print(html.docroutine(function, "other"), end="")
print(html.docroutine(lambda x, y: x, "lam"), end="")
print(html.docroutine(A.f, "f", "m", {}, {}, {"g": "#A-g"}, A, A), end="")
# expect: <dl><dt><a name="-function"><strong>function</strong></a>(a, *, b='&lt;x&gt;')</dt><dd><span class="code">See&nbsp;<a href="#B">B</a>.</span></dd></dl>
# expect: <dl><dt><a name="-other"><strong>other</strong></a> = function(a, *, b='&lt;x&gt;')</dt><dd><span class="code">See&nbsp;B.</span></dd></dl>
# expect: <dl><dt><strong>lam</strong> <em>lambda</em> x, y</dt></dl>
# expect: <dl><dt><a name="A-f"><strong>f</strong></a>(self, a, b=2)</dt><dd><span class="code">Calls&nbsp;<a href="#A-g">g</a>()&nbsp;and&nbsp;self.<strong>f</strong>.</span></dd></dl>
text = html.docclass(B, "B", "m")
print([line for line in text.splitlines() if line.endswith(":<br>") or 'name="B' in line])
# expect: ['<td class="section-title" colspan=3>&nbsp;<br><a name="B">class <strong>B</strong></a>(<a href="__main__.html#A">A</a>)</td></tr>', 'Methods defined here:<br>', '<dl><dt><a name="B-g"><strong>g</strong></a>(self)</dt></dl>', 'Methods inherited from <a href="__main__.html#A">A</a>:<br>', '<dl><dt><a name="B-f"><strong>f</strong></a>(self, a, b=2)</dt><dd><span class="code">Calls&nbsp;<a href="#B-g">g</a>()&nbsp;and&nbsp;self.<strong>f</strong>.</span></dd></dl>', 'Data descriptors inherited from <a href="__main__.html#A">A</a>:<br>', 'Data and other attributes inherited from <a href="__main__.html#A">A</a>:<br>']
print(html.formattree(inspect.getclasstree([A, B]), "__main__").count("<dl>"))   # expect: 3

with open("sample.py", "w") as file:
    file.write('"""A sample <module>."""\n__version__ = "1.2"\nimport os\nNUMBER = 3\n'
               'class C: pass\ndef f(): "See C."\n')
sys.path.insert(0, os.getcwd())
pydoc.writedoc("sample")                                       # expect: wrote sample.html
with open("sample.html") as file:
    page = file.read()
for part in ("<title>Python: module sample</title>", "(version 1.2)", "A&nbsp;sample&nbsp;&lt;module&gt;.",
             '<strong class="bigsection">Modules</strong>', '<a href="os.html">os</a>',
             '<strong>NUMBER</strong> = 3', 'See&nbsp;<a href="#C">C</a>.'):
    assert part in page, part
try:
    html.fail(3, "x")
except TypeError as error:
    print(error)                                               # expect: don't know how to document object 'x' of type int
