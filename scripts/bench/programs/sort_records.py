"""Records sorted by several keys: key functions, itemgetter, tuples, reverse, stability."""
from operator import attrgetter, itemgetter


class Person:
    def __init__(self, name, age, city):
        self.name, self.age, self.city = name, age, city


rows = [{"name": f"n{i * 7919 % 10007}", "age": i * 31 % 90, "city": f"c{i % 50}"} for i in range(60000)]
people = [Person(**row) for row in rows]
first = sorted(rows, key=lambda row: (row["city"], -row["age"], row["name"]))
second = sorted(rows, key=itemgetter("age", "name"), reverse=True)
people.sort(key=attrgetter("name"))
people.sort(key=attrgetter("age"))
numbers = sorted((row["age"] * 1.5 for row in rows), reverse=True)
print(first[0], second[0]["name"], people[0].name, people[-1].name, numbers[0])
