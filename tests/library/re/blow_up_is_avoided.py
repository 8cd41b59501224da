# Each of these takes exponential time with plain backtracking.
import re
print(re.match(r"(a|a)*b", "a" * 500))  # expect: None
print(re.match(r"(x+x+)+y", "x" * 200))  # expect: None
print(re.match(r"(?:a|aa)+$", "a" * 300 + "b"))  # expect: None
print(re.search(r"(\w+\s?)*!", "word " * 40))  # expect: None
print(re.match(r"(a*)*b", "a" * 300))  # expect: None
print(re.match(r"(?:(?:a?){3})*c", "a" * 200))  # expect: None
print(re.match(r"(.*?,){5}x", "a," * 40))  # expect: None
print(re.match(r"(a|b|ab)*c", "ab" * 200))  # expect: None
print(re.match(r"(a+?a+?)+b", "a" * 150))  # expect: None
