# Lines that eight threads write to one buffered file arrive whole; each is read by one thread.
import os

from _hammer import THREADS, hammer

with open("lines", "wb", buffering=512) as file:
    def work(number, turn):
        file.write(b"%d %d %s\n" % (number, turn, b"x" * (turn % 40)))
        if turn % 30 == 0:
            file.flush()
        return turn

    turns = hammer(work)

got = [[] for _ in range(THREADS)]
with open("lines", "rb", buffering=512) as file:
    def work(number, turn):
        if line := file.readline():
            got[number].append(line)

    hammer(work)
    got[0] += file.readlines()
lines = [line.split() for lines in got for line in lines]
print(len(lines) == sum(turns) == len({(line[0], line[1]) for line in lines}))  # expect: True
print(all(len(line) == 3 or int(line[1]) % 40 == 0 for line in lines))  # expect: True
print(all(line[2:] == [b"x" * (int(line[1]) % 40)] for line in lines if len(line) == 3))  # expect: True
reader, writer = os.pipe()


def work(number, turn):
    os.write(writer, b"%07d\n" % turn)
    return int(os.read(reader, 8)) > 0


print(all(hammer(work)))  # expect: True
