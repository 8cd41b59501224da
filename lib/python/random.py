"""Random numbers: integers, choices from sequences, and the distributions of real numbers.

The functions of the module are methods of one generator, a Mersenne twister. All build on its
random() and, for integers, on _randbelow(n), which takes what a subclass defines. The methods by
which distributions are made are part of what is promised: a seed gives the same numbers for ever.
"""

from math import (acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp, fabs as _fabs,
                  floor as _floor, isfinite as _isfinite, lgamma as _lgamma, log as _log,
                  log2 as _log2, pi as _pi, sin as _sin, sqrt as _sqrt, tau as TWOPI)
from _operator import index as _index
from posix import urandom as _urandom
import _random

__all__ = ["Random", "SystemRandom", "betavariate", "binomialvariate", "choice", "choices",
           "expovariate", "gammavariate", "gauss", "getrandbits", "getstate", "lognormvariate",
           "normalvariate", "paretovariate", "randbytes", "randint", "random", "randrange",
           "sample", "seed", "setstate", "shuffle", "triangular", "uniform", "vonmisesvariate",
           "weibullvariate"]

NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
BPF = 53  # bits of a float
RECIP_BPF = 2 ** -BPF
_ONE = 1


def _bisect(a, x, lo, hi):
    """The place behind the items of a[lo:hi] that are not above x."""
    while lo < hi:
        middle = (lo + hi) // 2
        if x < a[middle]:
            hi = middle
        else:
            lo = middle + 1
    return lo


def _accumulate(items):
    totals = []
    for item in items:
        totals.append(totals[-1] + item if totals else item)
    return totals


def _narrow_seed(text):
    """The seed that strings gave in old versions."""
    seed = ord(text[0]) << 7 if text else 0
    for character in text:
        seed = ord(character) ^ (1000003 * seed) & 0xFFFFFFFFFFFFFFFF
    seed ^= len(text)
    return seed if seed != -1 else -2


class Random(_random.Random):
    """A random number generator with a state of its own.

    A subclass can be another generator: it overrides random(), seed(), getstate() and setstate(),
    and getrandbits() if it has bits enough for integers of any size.
    """

    VERSION = 3

    def __init__(self, x=None):
        """A generator with the seed x; see seed()."""
        self.seed(x)
        self.gauss_next = None      # the other of two numbers that gauss() made

    def seed(self, a=None, version=2):
        """Begin anew with a seed: an int, float, str, bytes or bytearray; None for a random one.

        Of strings all bits count; with version 1 they give the seeds of old versions of Python.
        """
        if not isinstance(a, (type(None), int, float, str, bytes, bytearray)):
            raise TypeError("The only supported seed types are:\n"
                            "None, int, float, str, bytes, and bytearray.")
        if version == 1 and isinstance(a, (str, bytes)):
            a = _narrow_seed(a if isinstance(a, str) else a.decode("latin-1"))
        elif version == 2 and isinstance(a, (str, bytes, bytearray)):
            a = _random._text_seed(a.encode() if isinstance(a, str) else a)
        super().seed(a)
        self.gauss_next = None

    def getstate(self):
        """The state, as setstate() takes it."""
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        """Return to a state that getstate() returned."""
        version = state[0]
        if version not in (2, 3):
            raise ValueError(f"state with version {version} passed to "
                             f"Random.setstate() of version {self.VERSION}")
        _, words, self.gauss_next = state
        if version == 2:        # words may be negative there
            try:
                words = tuple(word % 2 ** 32 for word in words)
            except ValueError as error:
                raise TypeError from error
        super().setstate(words)

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    def __init_subclass__(cls, /, **kwargs):
        """Let integers come from getrandbits() or random(), whichever a subclass defines."""
        for base in cls.__mro__:
            if '_randbelow' in base.__dict__:
                return
            for source, method in (('getrandbits', cls._randbelow_with_getrandbits),
                                   ('random', cls._randbelow_without_getrandbits)):
                if source in base.__dict__:
                    cls._randbelow = method
                    return

    def _randbelow_with_getrandbits(self, n):
        """An int from 0 to below n, which is positive."""
        getrandbits = self.getrandbits
        bits = n.bit_length()
        number = getrandbits(bits)
        while number >= n:
            number = getrandbits(bits)
        return number

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        """An int from 0 to below n, which is positive, by random() alone."""
        random = self.random
        if n >= maxsize:
            from warnings import warn
            warn("Underlying random() generator does not supply \n"
                 "enough bits to choose from a population range this large.\n"
                 "To remove the range limitation, add a getrandbits() method.")
            return _floor(random() * n)
        limit = 1.0 - maxsize % n / maxsize     # above, some remainders would come more often
        while (number := random()) >= limit:
            pass
        return _floor(number * maxsize) % n

    _randbelow = _random.Random._randbelow

    # ---- bytes and integers

    def randbytes(self, n):
        """n random bytes."""
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=_ONE):
        """An item of range(start, stop, step), or of range(start), which may be of any size."""
        first = start if type(start) is int else _index(start)
        if stop is None:
            if step is not _ONE:
                raise TypeError("Missing a non-None stop argument")
            if first > 0:
                return self._randbelow(first)
            raise ValueError("empty range for randrange()")
        width = (stop if type(stop) is int else _index(stop)) - first
        stride = step if type(step) is int else _index(step)
        if stride == 1:
            if width > 0:
                return first + self._randbelow(width)
            raise ValueError(f"empty range in randrange({start}, {stop})")
        if stride == 0:
            raise ValueError("zero step for randrange()")
        count = (width + stride + (-1 if stride > 0 else 1)) // stride
        if count <= 0:
            raise ValueError(f"empty range in randrange({start}, {stop}, {step})")
        return first + stride * self._randbelow(count)

    def randint(self, a, b):
        """An integer from a to b, both included."""
        return self.randrange(a, b + 1)

    # ---- sequences

    def choice(self, seq):
        """An item of the sequence, which must not be empty."""
        count = len(seq)
        if not count:
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(count)]

    def shuffle(self, x):
        """Bring the items of a list into a random order, in place."""
        randbelow = self._randbelow
        for i in range(len(x) - 1, 0, -1):
            j = randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        """A list of k items of the population, each item at most once.

        With counts, which says of each item how often it is there, at most so often.
        """
        if not isinstance(population, (list, tuple, range, str)):
            from collections.abc import Sequence
            if not isinstance(population, Sequence):
                raise TypeError("Population must be a sequence.  "
                                "For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            totals = _accumulate(counts)
            if len(totals) != n:
                raise ValueError("The number of counts does not match the population")
            total = totals.pop() if totals else 0
            if not isinstance(total, int):
                raise TypeError("Counts must be integers")
            if total < 0:
                raise ValueError("Counts must be non-negative")
            chosen = self.sample(range(total), k=k)
            return [population[_bisect(totals, s, 0, len(totals))] for s in chosen]
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        set_size = 21   # of a small set less an empty list
        if k > 5:
            set_size += 4 ** _ceil(_log(k * 3, 4))
        if n > set_size:
            return [population[place] for place in self._distinct(n, k)]
        # A list of what is left is smaller than a set of what was chosen.
        randbelow = self._randbelow
        left = list(population)
        result = []
        for last in range(n - 1, n - 1 - k, -1):
            place = randbelow(last + 1)
            result.append(left[place])
            left[place] = left[last]
        return result

    def _distinct(self, n, k):
        """k different numbers below n."""
        randbelow = self._randbelow
        chosen = {}
        while len(chosen) < k:
            chosen[randbelow(n)] = None
        return chosen

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """A list of k items of the population, each item possibly several times.

        Their chances are equal or in proportion to weights; cum_weights are the sums of these.
        """
        random = self.random
        n = len(population)
        if cum_weights is None:
            if weights is None:
                size = float(n)
                return [population[_floor(random() * size)] for _ in range(k)]
            try:
                cum_weights = _accumulate(weights)
            except TypeError:
                if not isinstance(weights, int):
                    raise
                raise TypeError("The number of choices must be a keyword argument: "
                                f"k={weights!r}") from None
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(total):
            raise ValueError("Total of weights must be finite")
        last = n - 1
        return [population[_bisect(cum_weights, random() * total, 0, last)] for _ in range(k)]

    # ---- real-valued distributions

    def uniform(self, a, b):
        """A number between a and b; b itself may come by rounding."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """Triangular distribution between low and high with the peak at mode, or in the middle."""
        u = self.random()
        try:
            peak = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if u <= peak:
            return low + (high - low) * _sqrt(u * peak)
        return high + (low - high) * _sqrt((1.0 - u) * (1.0 - peak))

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Normal distribution with the mean mu and the standard deviation sigma."""
        random = self.random    # ratio of uniforms (Kinderman and Monahan)
        while True:
            u = random()
            v = 1.0 - random()
            z = NV_MAGICCONST * (u - 0.5) / v
            if z * z / 4.0 <= -_log(v):
                return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """As normalvariate(), a little faster, but not to be called by several threads at once."""
        z = self.gauss_next     # two numbers come at a time; the second one is kept
        self.gauss_next = None
        if z is None:
            angle = self.random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """Log normal distribution: the logarithm has the mean mu and standard deviation sigma."""
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd=1.0):
        """Exponential distribution with the mean 1 / lambd, which is not zero."""
        return -_log(1.0 - self.random()) / lambd

    def paretovariate(self, alpha):
        """Pareto distribution of the shape alpha."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """Weibull distribution of the scale alpha and the shape beta."""
        return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)

    def vonmisesvariate(self, mu, kappa):
        """Von Mises distribution of angles (0 to 2 pi) with the mean mu, concentration kappa."""
        random = self.random    # Best and Fisher
        if kappa <= 1e-6:
            return TWOPI * random()
        half = 0.5 / kappa
        r = half + _sqrt(1.0 + half * half)
        while True:
            z = _cos(_pi * random())
            d = z / (r + z)
            u = random()
            if u < 1.0 - d * d or u <= (1.0 - d) * _exp(d):
                break
        q = 1.0 / r
        turn = _acos((q + z) / (1.0 + q * z))
        return (mu + turn if random() > 0.5 else mu - turn) % TWOPI

    def gammavariate(self, alpha, beta):
        """Gamma distribution of the shape alpha and the scale beta, both positive."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha == 1.0:
            return self.expovariate() * beta
        return (_steep_gamma if alpha > 1.0 else _flat_gamma)(self.random, alpha) * beta

    def betavariate(self, alpha, beta):
        """Beta distribution, between 0 and 1, of two positive parameters."""
        share = self.gammavariate(alpha, 1.0)
        return share / (share + self.gammavariate(beta, 1.0)) if share else 0.0

    def binomialvariate(self, n=1, p=0.5):
        """Binomial distribution: how many of n trials succeed, each with the probability p."""
        if n < 0:
            raise ValueError("n must be non-negative")
        if not 0.0 < p < 1.0:
            if p in (0.0, 1.0):
                return n if p else 0
            raise ValueError("p must be in the range 0.0 <= p <= 1.0")
        if n == 1:
            return int(self.random() < p)
        if p > 0.5:
            return n - self.binomialvariate(n, 1.0 - p)
        return (_few_successes if n * p < 10.0 else _many_successes)(self.random, n, p)


def _steep_gamma(random, alpha):
    """Gamma distribution for alpha above 1 (Cheng, 1977)."""
    root = _sqrt(2.0 * alpha - 1.0)
    b, c = alpha - LOG4, alpha + root
    while True:
        u = random()
        if not 1e-7 < u < 0.9999999:
            continue
        z = u * u * (1.0 - random())
        v = _log(u / (1.0 - u)) / root
        x = alpha * _exp(v)
        r = b + c * v - x
        if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= _log(z):
            return x


def _flat_gamma(random, alpha):
    """Gamma distribution for alpha below 1 (Ahrens and Dieter)."""
    b = (_e + alpha) / _e
    while True:
        p = b * random()
        x = p ** (1.0 / alpha) if p <= 1.0 else -_log((b - p) / alpha)
        if random() <= (_exp(-x) if p <= 1.0 else x ** (alpha - 1.0)):
            return x


def _few_successes(random, n, p):
    """Binomial distribution by the lengths of the runs of failures (Devroye)."""
    successes, trials = 0, 0
    scale = _log2(1.0 - p)
    if not scale:
        return 0
    while True:
        trials += _floor(_log2(random()) / scale) + 1
        if trials > n:
            return successes
        successes += 1


def _many_successes(random, n, p):
    """Binomial distribution by transformed rejection (Hoermann's BTRS), for n * p from 10 on."""
    deviation = _sqrt(n * p * (1.0 - p))
    b = 1.15 + 2.53 * deviation
    a = -0.0873 + 0.0248 * b + 0.01 * p
    center = n * p + 0.5
    accept = 0.92 - 4.2 / b
    mode_term = None        # not needed for most numbers
    while True:
        u = random() - 0.5
        us = 0.5 - _fabs(u)
        k = _floor((2.0 * a / us + b) * u + center)
        if not 0 <= k <= n:
            continue
        v = random()
        if us >= 0.07 and v <= accept:
            return k
        if mode_term is None:
            alpha = (2.83 + 5.1 / b) * deviation
            odds = _log(p / (1.0 - p))
            mode = _floor((n + 1) * p)
            mode_term = _lgamma(mode + 1) + _lgamma(n - mode + 1)
        v *= alpha / (a / (us * us) + b)
        if _log(v) <= mode_term - _lgamma(k + 1) - _lgamma(n - k + 1) + (k - mode) * odds:
            return k


class SystemRandom(Random):
    """A generator that takes everything from the operating system; it has no state or seed."""

    def random(self):
        """A number from 0 to below 1."""
        return (int.from_bytes(_urandom(7)) >> 3) * RECIP_BPF

    def getrandbits(self, k):
        """An int of k random bits."""
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        size = (k + 7) // 8
        return int.from_bytes(_urandom(size)) >> (size * 8 - k)

    def randbytes(self, n):
        """n random bytes."""
        return _urandom(n)

    def seed(self, *args, **kwds):
        """Does nothing."""

    def _notimplemented(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    getstate = setstate = _notimplemented
    _randbelow = Random._randbelow_with_getrandbits


_inst = Random()
globals().update((name, getattr(_inst, name)) for name in __all__
                 if name not in ('Random', 'SystemRandom'))


def _reseed_after_fork():
    _inst.seed()


try:
    from os import register_at_fork as _at_fork
except ImportError:
    pass
else:
    _at_fork(after_in_child=_reseed_after_fork)


# ---- command line


def _parse_args(arg_list=None):
    import argparse
    parser = argparse.ArgumentParser(formatter_class=argparse.RawTextHelpFormatter)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("-c", "--choice", nargs="+", help="print a random choice")
    group.add_argument("-i", "--integer", type=int, metavar="N",
                       help="print a random integer between 1 and N inclusive")
    group.add_argument("-f", "--float", type=float, metavar="N",
                       help="print a random floating-point number between 0 and N inclusive")
    group.add_argument("--test", type=int, const=10_000, nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("input", nargs="*", help="""\
if no options given, output depends on the input
    string or multiple: same as --choice
    integer: same as --integer
    float: same as --float""")
    return parser.parse_args(arg_list), parser.format_help()


def _from_words(words):
    """What the words ask for: one number is a limit, anything else to choose from."""
    if len(words) > 1:
        return choice(words)
    word, = words
    try:
        return randint(1, int(word))
    except ValueError:
        pass
    try:
        return uniform(0, float(word))
    except ValueError:
        return choice(word.split())


def main(arg_list=None):
    args, help_text = _parse_args(arg_list)
    if args.choice:
        return choice(args.choice)
    if args.integer is not None:
        return randint(1, args.integer)
    if args.float is not None:
        return uniform(0, args.float)
    return _from_words(args.input) if args.input else help_text


if __name__ == "__main__":
    print(main())
