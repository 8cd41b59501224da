if x:
	y
	if z: w
	else:
		v

# comment
  # oddly indented comment
else:
    (1,
  2, # inside

3)
def f():
  """doc"""
  x = [
    1,
        ]; y = \
   2
  return (yield)
class A: a = 1; b = 2
for x in y: pass
else: pass
while 1:
  break
@a
# between
@b.c
async def g(): pass
x = """a
b""" 'c' """d
"""
