import readline
print(readline.get_current_history_length())      # expect: 0
readline.add_history("first")
readline.add_history("second\nline")
print(readline.get_current_history_length())      # expect: 2
print(repr(readline.get_history_item(2)))         # expect: 'second\nline'
print(readline.get_history_item(3))               # expect: None
readline.replace_history_item(0, "new")
readline.remove_history_item(1)
print(readline.get_current_history_length(), readline.get_history_item(1)) # expect: 1 new
try:
    readline.remove_history_item(5)
except ValueError as error:
    print(error)                                  # expect: No history item at position 5
readline.write_history_file("saved")
readline.clear_history()
readline.read_history_file("saved")
print(readline.get_history_item(1))               # expect: new
readline.add_history("more")
readline.append_history_file(1, "saved")
print(open("saved").read().split())               # expect: ['new', 'more']
readline.clear_history()
for line in "twice", "twice", "  spaces  ":
    readline.add_history(line)
print(readline.get_current_history_length(), repr(readline.get_history_item(3))) # expect: 3 '  spaces  '
readline.write_history_file("saved")
readline.clear_history()
readline.read_history_file("saved")
readline.append_history_file(1, "saved")
readline.read_history_file("saved")
print(readline.get_current_history_length(), readline.get_history_item(2)) # expect: 7 twice
print(readline.get_completer())                   # expect: None
readline.set_completer(print)
print(readline.get_completer() is print)          # expect: True
readline.set_completer_delims(" ")
print(repr(readline.get_completer_delims()), readline.get_line_buffer() == "") # expect: ' ' True
try:
    readline.read_history_file("missing")
except FileNotFoundError:
    print("missing")                              # expect: missing
