from dataclasses import dataclass, field, replace, asdict
@dataclass(order=True)
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list, compare=False)
i = Item("x", tags=["a"]); print(i, i == Item("x"), i < Item("y"), replace(i, price=2), asdict(i))
