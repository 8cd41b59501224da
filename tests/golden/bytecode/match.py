match command:
    case ["go", direction] | ["move", direction]:
        go(direction)
    case {"x": x, **rest} if rest:
        pass
    case Point(0, y=0) as origin:
        pass
    case [first, *_, last]:
        pass
    case None | -1 | 1 + 2j:
        pass
    case _:
        default()
