# Records over lines, kinds of quoting, dialects, dicts, sniffing; what is refused.
import csv
import io


def written(rows, **parameters):
    text = io.StringIO()
    csv.writer(text, **parameters).writerows(rows)
    return text.getvalue()


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(list(csv.reader(['a,"b ""c""\n', 'd",\n', '\n', 'e'])))  # expect: [['a', 'b "c"\nd', ''], [], ['e']]
print(list(csv.reader(["1;'x;y';\\;"], delimiter=';', quotechar="'", escapechar='\\')))  # expect: [['1', 'x;y', ';']]
print(list(csv.reader(['1,"2",x'], quoting=csv.QUOTE_NONE)), list(csv.reader(['1,"a",'], quoting=csv.QUOTE_NONNUMERIC)))  # expect: [['1', '"2"', 'x']] [[1.0, 'a', '']]
rows = [[1, 'a,b', None, 2.5, 'say "hi"', 'line\nbreak'], ['']]
for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC):
    print(repr(written(rows, quoting=quoting)))  # expect: '1,"a,b",,2.5,"say ""hi""","line\nbreak"\r\n""\r\n'
                                                 # expect: '"1","a,b","","2.5","say ""hi""","line\nbreak"\r\n""\r\n'
                                                 # expect: '1,"a,b","",2.5,"say ""hi""","line\nbreak"\r\n""\r\n'
print(repr(written([['a"b', ' c']], doublequote=False, escapechar='\\', lineterminator='\n')))  # expect: 'a\\"b, c\n'
print(list(csv.DictReader(io.StringIO('x,y\n1,2\n\n3\n4,5,6\n'), restkey='more', restval='-')))  # expect: [{'x': '1', 'y': '2'}, {'x': '3', 'y': '-'}, {'x': '4', 'y': '5', 'more': ['6']}]
text = io.StringIO()
writer = csv.DictWriter(text, ['x', 'y'], dialect='unix')
writer.writeheader()
writer.writerow({'y': 1})
print(repr(text.getvalue()), attempt(writer.writerow, {'z': 1}))  # expect: '"x","y"\n"","1"\n' ValueError: dict contains fields not in fieldnames: 'z'
csv.register_dialect('pipes', delimiter='|')
print(sorted(csv.list_dialects()), csv.get_dialect('pipes').delimiter, list(csv.reader(['a|b'], 'pipes')))  # expect: ['excel', 'excel-tab', 'pipes', 'unix'] | [['a', 'b']]
csv.unregister_dialect('pipes')
dialect = csv.Sniffer().sniff('name; "age"\n"Ann"; 3\n"Bo"; 4\n')
print(dialect.delimiter, dialect.quotechar, dialect.skipinitialspace, csv.Sniffer().has_header('a,b\n1,22\n2,33\n'))  # expect: ; " True True
print(attempt(list, csv.reader(['"a"b'], strict=True)))  # expect: Error: ',' expected after '"'
print(attempt(list, csv.reader(['a\nb'])))  # expect: Error: new-line character seen in unquoted field - do you need to open the file with newline=''?
print(attempt(list, csv.reader([b'a'])))  # expect: Error: iterator should return strings, not bytes (the file should be opened in text mode)
print(attempt(csv.reader, [], delimiter='ab'))  # expect: TypeError: "delimiter" must be a 1-character string
print(attempt(csv.reader, [], quotechar=','))  # expect: ValueError: bad delimiter or quotechar value
print(attempt(written, [['a,b']], quoting=csv.QUOTE_NONE))  # expect: Error: need to escape, but no escapechar set
print(attempt(written, [1]))  # expect: Error: iterable expected, not int
