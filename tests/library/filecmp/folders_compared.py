# cmp, cmpfiles, dircmp.
import filecmp
import os

for folder in ("a", "b"):
    os.makedirs(folder + "/sub")
for name, text in {"a/same": "1", "b/same": "1", "a/other": "1", "b/other": "2", "a/left": "", "b/right": ""}.items():
    with open(name, "w") as f:
        f.write(text)
    os.utime(name, (hash(name) % 1000, hash(name) % 1000))
print(filecmp.cmp("a/same", "b/same", shallow=False), filecmp.cmp("a/other", "b/other", shallow=False))  # expect: True False
d = filecmp.dircmp("a", "b", shallow=False)
print(d.left_only, d.right_only, d.same_files, d.diff_files, d.common_dirs, list(d.subdirs))  # expect: ['left'] ['right'] ['same'] ['other'] ['sub'] ['sub']
print(filecmp.cmpfiles("a", "b", ["same", "other", "none"], shallow=False))  # expect: (['same'], ['other'], ['none'])
