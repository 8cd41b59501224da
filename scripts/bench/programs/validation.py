"""Input checked by exceptions: raise, except by class, else, finally, chained causes."""


class ValidationError(Exception):
    def __init__(self, field, reason):
        super().__init__(f"{field}: {reason}")
        self.field = field


class Missing(ValidationError):
    pass


def check(record):
    if "name" not in record:
        raise Missing("name", "missing")
    try:
        age = int(record["age"])
    except KeyError:
        raise Missing("age", "missing") from None
    except ValueError as error:
        raise ValidationError("age", str(error)) from error
    if not 0 <= age < 150:
        raise ValidationError("age", "out of range")
    return age


records = [{"name": f"n{i}", "age": str(i * 7 % 160)} for i in range(8)]
records += [{"age": "3"}, {"name": "x"}, {"name": "y", "age": "old"}]
good = missing = bad = last = 0
for i in range(400000):
    try:
        age = check(records[i % len(records)])
    except Missing:
        missing += 1
    except ValidationError as error:
        bad += 1
        last = len(error.args[0])
    else:
        good += age
    finally:
        last += 1
print(good, missing, bad, last)
