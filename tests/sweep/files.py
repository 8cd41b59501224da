import io, os
name = f"sweep.{os.getpid()}.tmp"
try:
    with open(name, "w", encoding="utf-8") as f:
        print("line 1", "ä", sep="\n", file=f); f.writelines(["x\n", "y\n"])
    with open(name) as f:
        print(f.readline(), [line for line in f], f.tell() > 0)
    with open(name, "rb") as f:
        print(f.read(3), f.seek(0), f.readlines())
    print(os.stat(name).st_size, name in os.listdir("."), os.path.exists(name), [e.name for e in os.scandir(".") if e.name == name] == [name])
finally:
    if os.path.exists(name):
        os.remove(name)
s = io.StringIO("a\nb"); b = io.BytesIO(b"123"); print(s.readlines(), b.read(2), b.getvalue(), io.TextIOWrapper(b).read())
print(os.environ.get("none"), os.fsencode("ä"), os.getcwd() != "", os.urandom(4) != 0)
