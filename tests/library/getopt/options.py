# Short and long options, abbreviations, GNU order; what is wrong with an option.
import getopt

print(getopt.getopt(['-ab', 'x', '--long=1', '--fl', 'rest', '-a'], 'ab:', ['long=', 'flag']))  # expect: ([('-a', ''), ('-b', 'x'), ('--long', '1'), ('--flag', '')], ['rest', '-a'])
print(getopt.gnu_getopt(['one', '-a', 'two', '--', '-b'], 'ab'))  # expect: ([('-a', '')], ['one', 'two', '-b'])
print(getopt.gnu_getopt(['one', '-a'], '+a'))  # expect: ([], ['one', '-a'])
for arguments in (['-x'], ['-b'], ['--lo'], ['--flag=1'], ['--l'], ['--other']):
    try:
        print(getopt.getopt(arguments, 'ab:', ['long=', 'later', 'flag']))
    except getopt.error as error:
        print(error, repr(error.opt))  # expect: option -x not recognized 'x'
                                       # expect: option -b requires argument 'b'
                                       # expect: option --long requires argument 'long'
                                       # expect: option --flag must not have an argument 'flag'
                                       # expect: option --l not a unique prefix 'l'
                                       # expect: option --other not recognized 'other'
