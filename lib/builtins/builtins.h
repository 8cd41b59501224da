/* The functions of the builtins module, by the file that defines them; builtins.c has the table. */
#ifndef LIB_BUILTINS_BUILTINS_H
#define LIB_BUILTINS_BUILTINS_H

#include "vm/vm.h"

#define RAW(name)   Value builtin_##name(Value self, Value *args, size_t count, Tuple *names)
#define PLAIN(name) Value builtin_##name(Value self, Value *args)

/* print.c */
RAW(print);
PLAIN(input);

/* numeric.c */
PLAIN(abs);
PLAIN(bin);
PLAIN(oct);
PLAIN(hex);
PLAIN(chr);
PLAIN(ord);
PLAIN(divmod);
PLAIN(pow);
PLAIN(round);
PLAIN(sum);
RAW(min);
RAW(max);

/* inspection.c */
PLAIN(len);
PLAIN(repr);
PLAIN(ascii);
PLAIN(format);
PLAIN(hash);
PLAIN(id);
PLAIN(callable);
PLAIN(isinstance);
PLAIN(issubclass);
RAW(getattr);
PLAIN(setattr);
PLAIN(hasattr);
PLAIN(delattr);
RAW(vars);
RAW(dir);
PLAIN(globals);
PLAIN(locals);

/* iteration.c */
RAW(iter);
RAW(next);
PLAIN(aiter);
RAW(anext);
PLAIN(all);
PLAIN(any);
RAW(sorted);

/* execution.c */
PLAIN(eval);
PLAIN(exec);
PLAIN(compile);
PLAIN(import);
RAW(build_class);
RAW(open);
RAW(breakpoint);

/* site.c: exit, quit, help and the like. */
MUST_CHECK bool builtins_add_site(Module *module);
void builtins_site_fini(void);

#endif
