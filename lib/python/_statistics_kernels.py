"""The kernels of density estimates: density, distribution and its inverse.

A kernel with a support is zero outside of [-support, support]. Where the
inverse has no closed form, Newton's method improves an estimate.
"""

from math import acos, asin, atan, cos, cosh, erf, exp, log, pi, sin, sqrt, tan
from typing import NamedTuple


class Kernel(NamedTuple):
    density: object
    distribution: object
    inverse: object
    support: float | None = None


def newton(function, derivative, estimate, tolerance=1e-12):
    """The inverse of an increasing function."""
    def inverse(y):
        x = estimate(y)
        while abs(error := function(x) - y) > tolerance:
            x -= error / derivative(x)
        return x
    return inverse


def mirrored(estimate):
    """An estimate for the lower half serves both."""
    return lambda p: estimate(p) if p <= 1/2 else -estimate(1.0 - p)


# ---- normal ------------------------------------------------------------------

# Wichura, Algorithm AS241 (1988): numerators and denominators of three rational
# approximations, highest power first.
CENTER = ((2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
           45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
           133.14166789178437745, 3.387132872796366608),
          (5226.495278852854561, 28729.085735721942674, 39307.89580009271061,
           21213.794301586595867, 5394.1960214247511077, 687.1870074920579083,
           42.313330701600911252, 1.0))
SHOULDER = ((7.7454501427834140764e-4, 0.0227238449892691845833, 0.241780725177450611770,
             1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
             4.63033784615654529590, 1.42343711074968357734),
            (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
             0.148103976427480074590, 0.689767334985100004550, 1.67638483018380384940,
             2.05319162663775882187, 1.0))
TAIL = ((2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
         0.0265321895265761230930, 0.296560571828504891230, 1.78482653991729133580,
         5.46378491116411436990, 6.65790464350110377720),
        (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
         7.86869131145613259100e-4, 0.0148753612908506148525, 0.136929880922735805310,
         0.599832206555887937690, 1.0))


def polynomial(coefficients, x):
    result = 0.0
    for coefficient in coefficients:
        result = result * x + coefficient
    return result


def normal_inverse(p):
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        above, below = CENTER
        return polynomial(above, r) * q / polynomial(below, r)
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    (above, below), start = (SHOULDER, 1.6) if r <= 5.0 else (TAIL, 5.0)
    x = polynomial(above, r - start) / polynomial(below, r - start)
    return -x if q < 0.0 else x


# ---- kernels with estimates --------------------------------------------------


def quartic_density(t):
    return 15/16 * (1.0 - t * t) ** 2


def quartic_distribution(t):
    return 3/16 * t**5 - 5/8 * t**3 + 15/16 * t + 1/2


@mirrored
def quartic_estimate(p):
    x = (2.0 * p) ** 0.4258865685331 - 1.0
    if p >= 0.004:
        x += 0.026818732 * sin(7.101753784 * p + 2.73230839482953)
    return x


def triweight_density(t):
    return 35/32 * (1.0 - t * t) ** 3


def triweight_distribution(t):
    return 35/32 * (-1/7*t**7 + 3/5*t**5 - t**3 + t) + 1/2


@mirrored
def triweight_estimate(p):
    return (2.0 * p) ** 0.3400218741872791 - 1.0


# ---- all of them -------------------------------------------------------------

ROOT_OF_TAU, ROOT_OF_2 = sqrt(2 * pi), sqrt(2)

KERNELS = {
    'normal': Kernel(
        lambda t: exp(-1/2 * t * t) / ROOT_OF_TAU,
        lambda t: 1/2 * (1.0 + erf(t / ROOT_OF_2)),
        normal_inverse),
    'logistic': Kernel(
        lambda t: 1/2 / (1.0 + cosh(t)),
        lambda t: 1.0 - 1.0 / (exp(t) + 1.0),
        lambda p: log(p / (1 - p))),
    'sigmoid': Kernel(
        lambda t, factor=1 / pi: factor / cosh(t),
        lambda t, factor=2 / pi: factor * atan(exp(t)),
        lambda p: log(tan(p * pi/2))),
    'rectangular': Kernel(
        lambda t: 1/2,
        lambda t: 1/2 * t + 1/2,
        lambda p: 2*p - 1,
        1.0),
    'parabolic': Kernel(
        lambda t: 3/4 * (1.0 - t * t),
        lambda t: -1/4 * t**3 + 3/4 * t + 1/2,
        lambda p: 2 * cos((acos(2*p - 1) + pi) / 3),
        1.0),
    'quartic': Kernel(
        quartic_density, quartic_distribution,
        newton(quartic_distribution, quartic_density, quartic_estimate),
        1.0),
    'triweight': Kernel(
        triweight_density, triweight_distribution,
        newton(triweight_distribution, triweight_density, triweight_estimate),
        1.0),
    'triangular': Kernel(
        lambda t: 1.0 - abs(t),
        lambda t: t*t * (1/2 if t < 0.0 else -1/2) + t + 1/2,
        lambda p: sqrt(2*p) - 1 if p < 1/2 else 1 - sqrt(2 - 2*p),
        1.0),
    'cosine': Kernel(
        lambda t, factor=pi / 4, scale=pi / 2: factor * cos(scale * t),
        lambda t, scale=pi / 2: 1/2 * sin(scale * t) + 1/2,
        lambda p: 2 * asin(2*p - 1) / pi,
        1.0),
}
for name, alias in (('normal', 'gauss'), ('rectangular', 'uniform'),
                    ('parabolic', 'epanechnikov'), ('quartic', 'biweight')):
    KERNELS[alias] = KERNELS[name]
