# Codecs whose incremental parts are missing or nonsense are refused by text files, not believed.
import codecs
import io


def search(name):
    def convert(*args):
        return "", 0
    return {
        "without_parts": codecs.CodecInfo(convert, convert, name="without_parts"),
        "of_nonsense": codecs.CodecInfo(convert, convert, name="of_nonsense", incrementalencoder="x", incrementaldecoder=5),
        "plain_tuple": (convert, convert, convert, convert),
    }.get(name)


codecs.register(search)


class Output(io.BytesIO):
    def readable(self):
        return False


def show(function, *args, **keywords):
    try:
        function(*args, **keywords)
    except Exception as error:
        print(type(error).__name__, error)


for name in "without_parts", "of_nonsense", "plain_tuple":
    show(io.TextIOWrapper, io.BytesIO(b"ab"), encoding=name)
    show(io.TextIOWrapper, Output(), encoding=name)
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'int' object is not callable
# expect: TypeError 'str' object is not callable
# expect: AttributeError 'tuple' object has no attribute 'incrementaldecoder'
# expect: AttributeError 'tuple' object has no attribute 'incrementalencoder'
