# Which clause takes an exception; what is an error to name there.
def which(exception):
    try:
        raise exception
    except (KeyError, IndexError) as e:
        return "lookup " + type(e).__name__
    except ArithmeticError:
        return "arithmetic"
    except OSError as e:
        return f"os {e.errno}"
    else:
        return "none"
    finally:
        order.append("finally")


order = []
print(which(KeyError()), which(IndexError()), which(ZeroDivisionError()), which(FileExistsError(17, "x")))  # expect: lookup KeyError lookup IndexError arithmetic os 17
print(order)  # expect: ['finally', 'finally', 'finally', 'finally']
try:
    which(ValueError("through"))
except ValueError as e:
    print(e, len(order))  # expect: through 5

for wrong in 3, (ValueError, 3), [ValueError]:
    try:
        try:
            1 / 0
        except wrong:
            print("never")
    except TypeError as error:
        print(error)  # expect: catching classes that do not inherit from BaseException is not allowed
                      # expect: catching classes that do not inherit from BaseException is not allowed
                      # expect: catching classes that do not inherit from BaseException is not allowed

# The name is gone after the clause.
try:
    1 / 0
except ZeroDivisionError as gone:
    pass
try:
    gone
except NameError as error:
    print(error)  # expect: name 'gone' is not defined


def result():
    try:
        return "try"
    finally:
        return "finally"


print(result())  # expect: finally


def swallowed():
    for i in range(3):
        try:
            1 / 0
        finally:
            continue
    return "continued"


print(swallowed())  # expect: continued
import sys
try:
    1 / 0
except ZeroDivisionError as e:
    print(sys.exception() is e, sys.exc_info()[1] is e)  # expect: True True
print(sys.exception(), sys.exc_info())  # expect: None (None, None, None)


def generator():
    try:
        yield 1
    except ValueError as e:
        print("in generator", sys.exception() is e)  # expect: in generator True
        yield 2


g = generator()
next(g)
try:
    1 / 0
except ZeroDivisionError as outer:
    g.throw(ValueError("v"))
    print(sys.exception() is outer)  # expect: True
