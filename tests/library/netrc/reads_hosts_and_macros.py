import netrc

with open("file", "w") as file:
    file.write('# a comment\nmachine host login me password "pass word"\n'
               "  account x\\ y # behind\nmacdef init\nls\nquit\n\ndefault user anybody\n")
found = netrc.netrc("file")
print(found.hosts)                       # expect: {'host': ('me', 'x y', 'pass word'), 'default': ('anybody', '', '')}
print(found.macros)                      # expect: {'init': ['ls\n', 'quit\n']}
print(found.authenticators("host")[0], found.authenticators("other")[0])  # expect: me anybody
for text in "nonsense", "machine", "machine a b", "macdef x\nls\n":
    with open("file", "w") as file:
        file.write(text)
    try:
        netrc.netrc("file")
    except netrc.NetrcParseError as error:
        print(error.msg, error.lineno)   # expect: bad toplevel token 'nonsense' 1
                                         # expect: missing 'machine' name 1
                                         # expect: bad follower token 'b' 1
                                         # expect: Macro definition missing null line terminator. 2
