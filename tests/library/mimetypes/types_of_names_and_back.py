import mimetypes

database = mimetypes.MimeTypes()
for name in "a.tar.gz", "a.tgz", "http://host/x.html?y", "data:image/png;base64,AA", "x.HTML", "x":
    print(database.guess_type(name))     # expect: ('application/x-tar', 'gzip')
                                         # expect: ('application/x-tar', 'gzip')
                                         # expect: ('text/html', None)
                                         # expect: ('image/png', None)
                                         # expect: ('text/html', None)
                                         # expect: (None, None)
print(database.guess_extension("image/jpeg"), database.guess_extension("x/y"))  # expect: .jpg None
print(database.guess_all_extensions("application/octet-stream")[:3])  # expect: ['.bin', '.a', '.dll']
print(database.guess_type("a.pict"), database.guess_type("a.pict", strict=False))  # expect: (None, None) ('image/pict', None)
database.add_type("x/y", ".folio")
print(database.guess_file_type("dir/a.folio"))   # expect: ('x/y', None)
