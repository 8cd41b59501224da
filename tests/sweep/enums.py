import enum
class Colour(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    @property
    def nice(self): return self.name.lower()
class Flags(enum.IntFlag):
    A = 1
    B = 2
print(Colour.RED, Colour(2), Colour["RED"].nice, list(Colour), Flags.A | Flags.B, Flags(3) & Flags.B)
try:
    Colour(9)
except ValueError as error:
    print(error)
