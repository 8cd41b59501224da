# preload: csv
import csv, io
rows = list(csv.reader(io.StringIO('a,"b ""c""",3\r\n"x\ny",,z\n')))
print(rows, list(csv.reader(["1;2", "3;4"], delimiter=";", quoting=csv.QUOTE_NONNUMERIC)))
out = io.StringIO(); w = csv.writer(out, quoting=csv.QUOTE_MINIMAL); w.writerow([1, 'q"', None, 2.5, "a,b"]); w.writerows([["x"], ["y"]]); print(repr(out.getvalue()))
csv.register_dialect("mine", delimiter="|", skipinitialspace=True); print(csv.list_dialects(), csv.get_dialect("mine").delimiter, next(csv.reader(["a| b"], "mine"))); csv.unregister_dialect("mine")
out = io.StringIO(); d = csv.DictWriter(out, ["k", "v"]); d.writeheader(); d.writerow({"k": 1, "v": 2}); print(list(csv.DictReader(io.StringIO(out.getvalue()))), csv.Sniffer().has_header("a,b\n1,2\n3,4\n"))
try:
    next(csv.reader(['"open'], strict=True))
except csv.Error as error:
    print(error)
