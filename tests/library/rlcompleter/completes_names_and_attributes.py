from rlcompleter import Completer


class Sample:
    visible = 1
    _hidden = 2

    def method(self, argument):
        pass

    @property
    def lazy(self):
        raise AssertionError("was asked for")


completer = Completer({"sample": Sample(), "function": lambda: None})
print(completer.global_matches("func"))        # expect: ['function()']
print(completer.global_matches("impor"), completer.global_matches("tr"))  # expect: ['import '] ['try:']
print(completer.attr_matches("sample."))       # expect: ['sample.lazy', 'sample.method(', 'sample.visible']
print(completer.attr_matches("sample._h"))     # expect: ['sample._hidden']
print(completer.attr_matches("missing.x"))     # expect: []
print(completer.complete("function", 0), completer.complete("function", 1))  # expect: function() None
