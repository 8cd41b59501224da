"""A user or group that no process can have is an error before anything is started."""
import subprocess


def error(**keywords):
    try:
        return subprocess.call(["true"], **keywords)
    except (ValueError, OverflowError) as problem:
        return f"{type(problem).__name__}: {problem}"


print(error(user=2**64))  # expect: OverflowError: uid is greater than maximum
print(error(group=2**64))  # expect: OverflowError: gid is greater than maximum
print(error(extra_groups=[2**64]))  # expect: ValueError: invalid group id
print(error(user=-1))  # expect: ValueError: User ID cannot be negative, got -1
print(error(group=-1))  # expect: ValueError: Group ID cannot be negative, got -1
print(error(extra_groups=[-1]))  # expect: ValueError: Group ID cannot be negative, got -1
