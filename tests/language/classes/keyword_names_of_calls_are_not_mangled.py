def function(**keywords):
    return keywords


class Class:
    def method(self):
        return function(__x=1), function(__x=2, **{"a": 3}), function(*(), __y=4)


print(Class().method())  # expect: ({'__x': 1}, {'__x': 2, 'a': 3}, {'__y': 4})
