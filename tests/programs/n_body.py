"""Planets under gravity: energy of the system before and after a number of steps."""
import sys
from dataclasses import dataclass, field
from itertools import combinations
from math import pi, sqrt

SOLAR_MASS = 4 * pi * pi
DAYS = 365.24


@dataclass
class Body:
    name: str
    position: list
    velocity: list
    mass: float
    trail: list = field(default_factory=list, repr=False)

    def kinetic(self):
        vx, vy, vz = self.velocity
        return 0.5 * self.mass * (vx * vx + vy * vy + vz * vz)

    def momentum(self):
        return [v * self.mass for v in self.velocity]


def planet(name, x, y, z, vx, vy, vz, mass):
    return Body(name, [x, y, z], [v * DAYS for v in (vx, vy, vz)], mass * SOLAR_MASS)


def solar_system():
    return [
        Body("Sun", [0.0] * 3, [0.0] * 3, SOLAR_MASS),
        planet("Jupiter", 4.84143144246472090e+00, -1.16032004402742839e+00,
               -1.03622044471123109e-01, 1.66007664274403694e-03, 7.69901118419740425e-03,
               -6.90460016972063023e-05, 9.54791938424326609e-04),
        planet("Saturn", 8.34336671824457987e+00, 4.12479856412430479e+00,
               -4.03523417114321381e-01, -2.76742510726411021e-03, 4.99852801234917238e-03,
               2.30417297573763929e-05, 2.85885980666130812e-04),
        planet("Uranus", 1.28943695621391310e+01, -1.51111514016986312e+01,
               -2.23307578892655734e-01, 2.96460137564761618e-03, 2.37847173959480950e-03,
               -2.96589568540237556e-05, 4.36624404335156298e-05),
        planet("Neptune", 1.53796971148509165e+01, -2.59193146099879641e+01,
               1.79258772950371181e-01, 2.68067772490389322e-03, 1.62824170038242295e-03,
               -9.51592254519715870e-05, 5.15138902046611451e-05),
    ]


def offset_momentum(bodies):
    total = [sum(p) for p in zip(*(body.momentum() for body in bodies))]
    bodies[0].velocity = [-p / SOLAR_MASS for p in total]


def energy(bodies):
    total = sum(body.kinetic() for body in bodies)
    for one, other in combinations(bodies, 2):
        dx, dy, dz = (a - b for a, b in zip(one.position, other.position))
        total -= one.mass * other.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for one, other in pairs:
            p1, p2 = one.position, other.position
            dx = p1[0] - p2[0]
            dy = p1[1] - p2[1]
            dz = p1[2] - p2[2]
            squared = dx * dx + dy * dy + dz * dz
            magnitude = dt / (squared * sqrt(squared))
            m1 = one.mass * magnitude
            m2 = other.mass * magnitude
            v1, v2 = one.velocity, other.velocity
            v1[0] -= dx * m2
            v1[1] -= dy * m2
            v1[2] -= dz * m2
            v2[0] += dx * m1
            v2[1] += dy * m1
            v2[2] += dz * m1
        for body in bodies:
            p, v = body.position, body.velocity
            p[0] += dt * v[0]
            p[1] += dt * v[1]
            p[2] += dt * v[2]


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    bodies = solar_system()
    offset_momentum(bodies)
    pairs = list(combinations(bodies, 2))
    print(f"energy at the start: {energy(bodies):.9f}")
    for part in range(4):
        advance(bodies, pairs, 0.01, steps // 4)
        for body in bodies:
            body.trail.append(tuple(round(c, 3) for c in body.position))
        print(f"after {(part + 1) * (steps // 4)} steps: {energy(bodies):.9f}")
    for body in bodies:
        print(f"{body.name:8}", " ".join(str(point) for point in body.trail[::2]))
    fastest = max(bodies[1:], key=Body.kinetic)
    print("most kinetic energy:", fastest.name)
    print(Body("Pluto", [1.5, 2, 0], [0, 0, 0], 1e-9))


main()
