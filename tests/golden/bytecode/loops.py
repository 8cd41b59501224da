for i in range(10):
    if i % 2:
        continue
    if i > 7:
        break
else:
    print("done")

while x and y:
    x -= 1

for a, *b in [(1, 2), (3, 4)]:
    pass
