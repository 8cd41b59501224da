"""json.dumps and loads of records, strings with escapes, floats."""
import json

records = [{"id": i, "name": f"name {i} \u00e9\n", "tags": [f"t{j}" for j in range(i % 5)], "score": i / 7,
            "nested": {"ok": i % 2 == 0, "none": None, "big": i ** 9}} for i in range(1500)]
total = 0
for round_number in range(40):
    text = json.dumps(records, indent=2 if round_number % 4 == 0 else None, sort_keys=round_number % 2 == 0)
    back = json.loads(text)
    total += len(text) + len(back)
assert back == records
print(total)
