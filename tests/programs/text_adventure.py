"""A text adventure: rooms and things as data, commands by pattern matching, a state machine.

Reads commands from standard input.
"""
import sys
from dataclasses import dataclass, field
from enum import Enum, Flag, auto


class State(Enum):
    PLAYING = "playing"
    WON = "won"
    LOST = "lost"
    QUIT = "quit"


class Can(Flag):
    NOTHING = 0
    TAKE = auto()
    READ = auto()
    LIGHT = auto()
    OPEN = auto()
    EAT = auto()


@dataclass
class Thing:
    name: str
    text: str
    can: Can = Can.TAKE
    on: bool = False


@dataclass
class Room:
    name: str
    text: str
    exits: dict = field(default_factory=dict)
    things: list = field(default_factory=list)
    dark: bool = False
    visited: bool = False


def build():
    rooms = {room.name: room for room in (
        Room("hall", "A hall with a marble floor.", {"north": "library", "down": "cellar"}),
        Room("library", "Books up to the ceiling.", {"south": "hall", "east": "tower"}),
        Room("cellar", "It smells of apples.", {"up": "hall", "north": "vault"}, dark=True),
        Room("tower", "Wind comes through the window.", {"west": "library"}),
        Room("vault", "Walls of iron.", {"south": "cellar"}, dark=True),
    )}
    rooms["hall"].things.append(Thing("lamp", "An oil lamp.", Can.TAKE | Can.LIGHT))
    rooms["library"].things.append(Thing("book", "It says: the chest opens to who has eaten.",
                                         Can.TAKE | Can.READ))
    rooms["cellar"].things.append(Thing("apple", "Red and shiny.", Can.TAKE | Can.EAT))
    rooms["tower"].things.append(Thing("key", "A heavy key.", Can.TAKE))
    rooms["vault"].things.append(Thing("chest", "A chest with a lock.", Can.OPEN))
    return rooms


class Game:
    directions = {"n": "north", "s": "south", "e": "east", "w": "west", "u": "up", "d": "down"}

    def __init__(self):
        self.rooms = build()
        self.room = self.rooms["hall"]
        self.bag = []
        self.state = State.PLAYING
        self.moves = self.score = 0
        self.has_eaten = False

    def find(self, name, *places):
        for place in places or (self.bag, self.room.things):
            for thing in place:
                if thing.name == name:
                    return thing
        return None

    @property
    def lit(self):
        return not self.room.dark or any(t.on for t in self.bag + self.room.things)

    def look(self):
        if not self.lit:
            return "It is dark."
        lines = [f"[{self.room.name}] {self.room.text}"]
        if self.room.things:
            lines.append("You see: " + ", ".join(thing.name for thing in self.room.things))
        lines.append("Exits: " + ", ".join(sorted(self.room.exits)))
        return "\n".join(lines)

    def command(self, line):
        self.moves += 1
        match line.lower().split():
            case []:
                self.moves -= 1
                return "Say something."
            case ["quit" | "exit"]:
                self.state = State.QUIT
                return "Bye."
            case ["look" | "l"]:
                return self.look()
            case ["inventory" | "i"]:
                return "You have: " + (", ".join(t.name for t in self.bag) or "nothing")
            case ["go", direction] | [("north" | "south" | "east" | "west" | "up" | "down" | "n" |
                                       "s" | "e" | "w" | "u" | "d") as direction]:
                return self.go(self.directions.get(direction, direction))
            case ["take" | "get", "all"]:
                names = [t.name for t in self.room.things if t.can & Can.TAKE]
                return "\n".join(map(self.take, names)) or "There is nothing to take."
            case ["take" | "get", name] | ["pick", "up", name]:
                return self.take(name)
            case ["drop", name]:
                if thing := self.find(name, self.bag):
                    self.bag.remove(thing)
                    self.room.things.append(thing)
                    return f"Dropped: {name}"
                return f"You have no {name}."
            case ["read" | "light" | "open" | "eat" as verb, ("the" | "a"), name] | [
                    "read" | "light" | "open" | "eat" as verb, name]:
                return self.use(verb, name)
            case ["put", thing, "in" | "into", other] if thing != other:
                return f"The {thing} does not fit into the {other}."
            case [verb, *rest] if len(rest) > 3:
                return f"{verb.capitalize()} what? Keep it short."
            case [verb, *_]:
                self.moves -= 1
                return f"I don't know how to {verb}."

    def go(self, direction):
        if direction not in self.room.exits:
            return "You can't go there."
        if not self.lit and self.room.dark and direction != "up":
            self.state = State.LOST
            return "You fall into a hole in the dark."
        self.room = self.rooms[self.room.exits[direction]]
        if not self.room.visited:
            self.room.visited = True
            self.score += 1
        return self.look()

    def take(self, name):
        match self.find(name, self.room.things):
            case None if self.find(name, self.bag):
                return f"You have the {name}."
            case None:
                return f"There is no {name}."
            case Thing(can=can) if not can & Can.TAKE:
                return f"The {name} is too heavy."
            case Thing() as thing if self.lit:
                self.room.things.remove(thing)
                self.bag.append(thing)
                self.score += 2
                return f"Taken: {name}"
            case _:
                return "You grope around in the dark."

    def use(self, verb, name):
        thing = self.find(name)
        if thing is None:
            return f"There is no {name}."
        match verb, thing:
            case "read", Thing(can=can, text=text) if Can.READ in can:
                return text
            case "light", Thing(can=can, on=on) if Can.LIGHT in can:
                thing.on = not on
                return f"The {name} is {'on' if thing.on else 'off'}."
            case "eat", Thing(can=can) if Can.EAT in can:
                self.bag.remove(thing) if thing in self.bag else self.room.things.remove(thing)
                self.has_eaten = True
                self.score += 3
                return f"You eat the {name}."
            case "open", Thing(name="chest"):
                if not self.find("key", self.bag):
                    return "It is locked."
                if not self.has_eaten:
                    return "Your hands tremble with hunger; the key slips."
                self.score += 10
                self.state = State.WON
                return "The chest is full of gold."
            case _:
                return f"You can't {verb} the {name}."


def main():
    game = Game()
    print(game.look())
    for line in sys.stdin:
        line = line.strip()
        print(f"> {line}")
        print(game.command(line))
        if game.state is not State.PLAYING:
            print(f"You have {game.state.value} after {game.moves} moves, {game.score} points.")
            game = Game()
    print(Can.TAKE | Can.READ, Can.NOTHING, list(State), State("won"), len(Can))


main()
