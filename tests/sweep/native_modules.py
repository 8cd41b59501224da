import sys
for name in sys.builtin_module_names:
    module = __import__(name)
    print(name, module.__name__, len(vars(module)) > 3)
