import io

for file in io.BytesIO(b"x"), io.StringIO("x"):
    print(file.seek(2**62 + 5), file.tell(), 2**62 + 5 in file.__getstate__())
    # expect: 4611686018427387909 4611686018427387909 True
    # expect: 4611686018427387909 4611686018427387909 True
