"""Dynamic programming over rows of a table, forwards and backwards."""
items = [(i * 37 % 41 + 5, i * 53 % 97 + 10) for i in range(70)]
LIMIT = 5000
rows = [[0] * (LIMIT + 1)]
for weight, value in items:
    above = rows[-1]
    row = above[:weight]
    for room in range(weight, LIMIT + 1):
        with_item = above[room - weight] + value
        without = above[room]
        row.append(with_item if with_item > without else without)
    rows.append(row)
room, taken = LIMIT, []
for i in range(len(items) - 1, -1, -1):
    if rows[i + 1][room] != rows[i][room]:
        taken.append(i)
        room -= items[i][0]
longest = [1] * 900
numbers = [i * 7919 % 1009 for i in range(900)]
for i, number in enumerate(numbers):
    for j in range(i):
        if numbers[j] < number and longest[j] >= longest[i]:
            longest[i] = longest[j] + 1
print(rows[-1][-1], len(taken), room, max(longest))
