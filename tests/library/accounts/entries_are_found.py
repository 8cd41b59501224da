# pwd and grp: by number, by name, and what is not there.
import grp
import os
import pathlib
import pwd

root = pwd.getpwuid(0)
print(root.pw_name, root.pw_uid, root[0], len(root), pwd.getpwnam("root") == root, type(root).__name__)  # expect: root 0 root 7 True struct_passwd
print(grp.getgrgid(0).gr_name, grp.getgrnam("root").gr_gid, root in pwd.getpwall(), pathlib.Path("/").owner())  # expect: root 0 True root
for bad in (lambda: pwd.getpwnam("no such user"), lambda: pwd.getpwuid(2 ** 40), lambda: grp.getgrnam("none\0"), lambda: grp.getgrgid("0"), lambda: pwd.getpwnam(1)):
    try:
        print(bad())
    except (KeyError, ValueError, TypeError) as error:
        print(type(error).__name__)  # expect: KeyError
                                     # expect: KeyError
                                     # expect: ValueError
                                     # expect: TypeError
                                     # expect: TypeError
