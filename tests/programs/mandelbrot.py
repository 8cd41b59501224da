"""The Mandelbrot set as a PGM picture on standard output, and a small one in characters."""
import sys

SHADES = " .:-=+*#%@"


def escape(cr, ci, limit):
    """Steps until the orbit of c leaves the circle of radius 2; limit if it does not."""
    zr = zi = 0.0
    for n in range(limit):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return n
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return limit


def escape_complex(c, limit):
    """The same with complex numbers."""
    z = 0j
    for n in range(limit):
        if abs(z) > 2:
            return n
        z = z * z + c
    return limit


def julia(zr, zi, cr, ci, limit):
    """The same for a fixed c and a start z: a Julia set."""
    for n in range(limit):
        zr2, zi2 = zr * zr, zi * zi
        if zr2 + zi2 > 4.0:
            return n
        zr, zi = zr2 - zi2 + cr, 2.0 * zr * zi + ci
    return limit


class View:
    """A window on the plane."""

    def __init__(self, x, y, span, width, height):
        self.left = x - span / 2
        self.step = span / width
        self.top = y - self.step * height / 2
        self.width, self.height = width, height

    def rows(self, limit):
        for row in range(self.height):
            ci = self.top + row * self.step
            yield [escape(self.left + column * self.step, ci, limit)
                   for column in range(self.width)]

    def __iter__(self):
        for row in range(self.height):
            for column in range(self.width):
                yield complex(self.left + column * self.step, self.top + row * self.step)


def pgm(view, limit):
    """A plain PGM (P2): a header and rows of grey values of at most 70 characters a line."""
    lines = ["P2", f"# Mandelbrot, {limit} steps", f"{view.width} {view.height}", "255"]
    for row in view.rows(limit):
        line = ""
        for n in row:
            value = str(0 if n == limit else 255 - n * 255 // limit)
            if len(line) + len(value) + 1 > 70:
                lines.append(line)
                line = value
            else:
                line = f"{line} {value}" if line else value
        lines.append(line)
    return "\n".join(lines)


def drawing(view, limit):
    top = len(SHADES) - 1
    return "\n".join("".join(SHADES[n * top // limit] for n in row).rstrip()
                     for row in view.rows(limit))


def area(samples, limit):
    """An estimate of the set's area by a grid of points."""
    inside = 0
    step = 4.0 / samples
    for i in range(samples):
        for j in range(samples):
            if escape(-2.5 + i * step, -2.0 + j * step, limit) == limit:
                inside += 1
    return inside * step * step


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    print(pgm(View(-0.75, 0.0, 2.5, size, size * 2 // 3), 50))
    print(drawing(View(-0.6, 0.0, 3.2, 72, 30), 40))
    print("julia:", "".join(SHADES[julia(-1.6 + i * 0.08, 0.1, -0.8, 0.156, 36) // 4]
                            for i in range(40)))
    small = View(-0.75, 0.0, 2.5, 16, 12)
    same = [escape_complex(c, 30) for c in small]
    plain = [n for row in small.rows(30) for n in row]
    print("complex agrees:", sum(a == b for a, b in zip(same, plain)), "of", len(plain))
    print(f"area: {area(90, 60):.4f}")


main()
