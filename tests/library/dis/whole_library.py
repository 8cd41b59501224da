# Every module in the binary can be shown; depths are the verifier's, forms cover the code.
import io
import _bytecode
import _imp
from _disassembly import data, difference, dot, model, page, svg, targets, text

modules = codes = instructions = 0
for name in _imp._frozen_module_names():
    root = model.CodeView(_imp.get_frozen_object(name))
    target = targets.Target(name, root, "")
    root.attach_forms()
    text.write(target, text.Style(positions=True, specialized=True, caches=True), io.StringIO())
    if modules % 8 == 0:  # slower
        data.document(target)
        dot.graph(target)
        assert not difference.write(target, target, text.Style(), io.StringIO())
        svg.picture(list(root.walk()))
        page.page([target])
    for view in root.walk():
        assert _bytecode.verify(view.code) is None
        depths = [row.depth for row in view.rows if row.depth is not None]
        assert max(depths) <= view.code.co_stacksize, view.name
        for row in view.rows:
            assert row.form is not None, (name, view.name, row.offset)
            assert row.before is None or row.after is not None
        for block in view.blocks:
            for row in block.rows[:-1]:
                assert row.target is None
        codes += 1
        instructions += len(view.rows)
    modules += 1
print(modules > 50, codes > 2000, instructions > 50000)  # expect: True True True
