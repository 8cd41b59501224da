# Which words are keywords.
import keyword
print(keyword.iskeyword('if'), keyword.issoftkeyword('match'))  # expect: True True
