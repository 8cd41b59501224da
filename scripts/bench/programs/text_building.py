"""Text made of pieces: +=, join, f-strings, %, format, ljust."""


def table(rows):
    text = ""
    for number, (name, value, share) in enumerate(rows):
        text += f"{number:>5} | {name:<14} | {value:10,.2f} | {share:6.1%}\n"
    return text


def letter(name, items):
    parts = ["Dear %s," % name, ""]
    for item, price in items:
        parts.append("  {:.<30}{:>8.2f}".format(item, price))
    parts.append("=" * 38)
    parts.append("total".ljust(30) + str(round(sum(price for _, price in items), 2)).rjust(8))
    return "\n".join(parts)


rows = [(f"row {i}", i * 1234.567, i / 4000) for i in range(4000)]
size = sum(len(table(rows)) for _ in range(30))
letters = [letter(f"customer {i}", [(f"item {j}", j * 1.25) for j in range(i % 12)]) for i in range(12000)]
print(size, sum(map(len, letters)))
