"""Spheres and rays: small objects, operators, floats."""
from math import sqrt


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius):
        self.centre, self.radius = centre, radius

    def hit(self, origin, direction):
        offset = self.centre - origin
        along = offset.dot(direction)
        rest = self.radius ** 2 - offset.dot(offset) + along * along
        return along - sqrt(rest) if rest > 0 and along > 0 else None


spheres = [Sphere(Vector(x * 2.0 - 3, y * 2.0 - 3, 12.0 + x + y), 0.9) for x in range(4) for y in range(4)]
light = Vector(1, 2, -3).unit()
eye, total, hits = Vector(0, 0, 0), 0.0, 0
for row in range(240):
    for column in range(60):
        ray = Vector((column - 30) / 40, (row - 120) / 160, 1).unit()
        found = [(distance, i) for i, s in enumerate(spheres) if (distance := s.hit(eye, ray)) is not None]
        if found:
            distance, which = min(found)
            normal = (ray * distance - spheres[which].centre).unit()
            total += max(0.0, normal.dot(light))
            hits += 1
print(hits, round(total, 6))
