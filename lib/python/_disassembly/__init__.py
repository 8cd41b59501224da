"""The disassembler that people see: `folio dis` and `folio -m dis`.

Read model.py first. A target (targets.py) becomes a tree of CodeViews (model.py): the instructions of
a code object with the stack before and after each (stack.py), its basic blocks and their edges
(blocks.py) and, on demand, its run-time forms (forms.py) or what a profiled run has counted. Every
output is made from these views and nothing else: text.py, tree.py, data.py (JSON, described by
schema.py), dot.py, svg.py, page.py (HTML), difference.py. command.py reads the command line.

None of these runs the code that is shown. Two views belong to a run: profile.py reports what -X profile
has counted, step.py walks through it (step_view.py makes the picture of step_values.py and
step_layout.py, step_screen.py has the terminal and what the program reads and prints).
"""
