"""A machine of states and events as enums: members as keys, flags, lookups by value."""
from enum import Enum, Flag, IntEnum, auto


class State(Enum):
    IDLE = auto()
    RUNNING = auto()
    PAUSED = auto()
    DONE = auto()


class Event(IntEnum):
    START = 1
    PAUSE = 2
    RESUME = 3
    STOP = 4


class Right(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()


MOVES = {(State.IDLE, Event.START): State.RUNNING, (State.RUNNING, Event.PAUSE): State.PAUSED,
         (State.PAUSED, Event.RESUME): State.RUNNING, (State.RUNNING, Event.STOP): State.DONE,
         (State.DONE, Event.START): State.IDLE}
counts = dict.fromkeys(State, 0)
state, rights = State.IDLE, Right.READ
for i in range(180000):
    event = Event(i * 7 % 4 + 1)
    state = MOVES.get((state, event), state)
    counts[state] += 1
    rights = rights ^ Right.WRITE if state is State.RUNNING else rights | Right.RUN
    if Right.WRITE in rights and state.name == "DONE":
        rights &= ~Right.WRITE
print({member.name: count for member, count in counts.items()}, rights)
