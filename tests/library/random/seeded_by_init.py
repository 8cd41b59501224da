# A generator is made with a state of zeros; its init seeds it, random.Random's as well.
import random
import _random


class Unseeded(_random.Random):
    def __init__(self, *ignored):
        pass


print(Unseeded(3).random(), random.Random.__new__(random.Random).random())  # expect: 0.0 0.0
print(random.Random(5).random(), _random.Random(5).random())  # expect: 0.6229016948897019 0.6229016948897019
print(random.Random(x=3).random())  # expect: 0.23796462709189137
for arguments, keywords in (((1, 2), {}), ((), {"x": 3})):
    try:
        _random.Random(*arguments, **keywords)
    except TypeError as error:
        print(error)
# expect: Random() requires 0 or 1 argument
# expect: Random() takes no keyword arguments
