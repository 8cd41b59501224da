/* Where the running program is, for sys.executable. */
#ifndef VM_PROGRAM_PATH_H
#define VM_PROGRAM_PATH_H

enum { PROGRAM_PATH_SIZE = 4096 };

/* The absolute path of a program that was started by this name, without "." and ".."; links stay as
 * they are. Empty if it is not known. */
void program_path_find(const char *name, char path[PROGRAM_PATH_SIZE]);

#endif
