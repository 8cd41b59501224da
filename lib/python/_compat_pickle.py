"""How Python 2 called what has another name or place in Python 3, for pickles of protocols 0 to 2.

The tables are texts of old=new; of names each line has the old and the new module first, and a
name that stayed is written once. There are three of each kind: for both ways, only for reading,
as several old names became one, and only for writing, where the reader will know no better.
"""


def _modules(text):
    return dict(pair.split('=') for pair in text.split())


def _names(text):
    table = {}
    for line in text.strip().splitlines():
        modules, names = line.split(':')
        old_module, new_module = modules.split()
        for name in names.split():
            old, _, new = name.partition('=')
            table[old_module, old] = new_module, new or old
    return table


def _inverse(table):
    return {new: old for old, new in table.items()}


_BOTH = _modules('''
    BaseHTTPServer=http.server ConfigParser=configparser Cookie=http.cookies Dialog=tkinter.dialog
    HTMLParser=html.parser Queue=queue ScrolledText=tkinter.scrolledtext
    SimpleXMLRPCServer=xmlrpc.server SocketServer=socketserver Tkconstants=tkinter.constants
    Tkdnd=tkinter.dnd Tkinter=tkinter __builtin__=builtins _abcoll=collections.abc _winreg=winreg
    anydbm=dbm commands=subprocess cookielib=http.cookiejar copy_reg=copyreg dbhash=dbm.bsd
    dbm=dbm.ndbm dumbdbm=dbm.dumb dummy_thread=_dummy_thread gdbm=dbm.gnu
    htmlentitydefs=html.entities httplib=http.client markupbase=_markupbase repr=reprlib
    robotparser=urllib.robotparser test.test_support=test.support thread=_thread
    tkColorChooser=tkinter.colorchooser tkCommonDialog=tkinter.commondialog
    tkFileDialog=tkinter.filedialog tkFont=tkinter.font tkMessageBox=tkinter.messagebox
    tkSimpleDialog=tkinter.simpledialog ttk=tkinter.ttk urllib2=urllib.request
    urlparse=urllib.parse xmlrpclib=xmlrpc.client
''')
IMPORT_MAPPING = _BOTH | _modules('''
    CGIHTTPServer=http.server DocXMLRPCServer=xmlrpc.server FileDialog=tkinter.filedialog
    SimpleDialog=tkinter.simpledialog SimpleHTTPServer=http.server StringIO=io UserDict=collections
    UserList=collections UserString=collections _elementtree=xml.etree.ElementTree cPickle=pickle
    cStringIO=io whichdb=dbm
''')
REVERSE_IMPORT_MAPPING = _inverse(_BOTH) | _inverse(_modules('''
    bz2=_bz2 dbm=_dbm functools=_functools gdbm=_gdbm pickle=_pickle
'''))

# ---- names ---------------------------------------------------------------------------------------

PYTHON2_EXCEPTIONS = tuple('''
    ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning
    DeprecationWarning EOFError EnvironmentError Exception FloatingPointError FutureWarning
    GeneratorExit IOError ImportError ImportWarning IndentationError IndexError KeyError
    KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError
    OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning
    StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError
    UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
    UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError
'''.split())
MULTIPROCESSING_EXCEPTIONS = ('AuthenticationError', 'BufferTooShort', 'ProcessError',
                              'TimeoutError')

# Exceptions that Python 2 has not are written as what they are derived from.
PYTHON3_OSERROR_EXCEPTIONS = tuple('''
    BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError
    ConnectionRefusedError ConnectionResetError FileExistsError FileNotFoundError
    InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError
    TimeoutError
'''.split())
PYTHON3_IMPORTERROR_EXCEPTIONS = ('ModuleNotFoundError',)

_BOTH = _names(f'''
    UserDict collections: IterableUserDict=UserDict
    UserList collections: UserList
    UserString collections: UserString
    __builtin__ builtins: long=int unichr=chr unicode=str xrange=range
    __builtin__ functools: reduce
    __builtin__ sys: intern
    _multiprocessing multiprocessing.connection: Connection
    _socket socket: fromfd
    exceptions builtins: {" ".join(PYTHON2_EXCEPTIONS)}
    itertools builtins: ifilter=filter imap=map izip=zip
    itertools itertools: ifilterfalse=filterfalse izip_longest=zip_longest
    multiprocessing multiprocessing.context: {" ".join(MULTIPROCESSING_EXCEPTIONS)}
    multiprocessing.forking multiprocessing.popen_fork: Popen
    multiprocessing.process multiprocessing.context: Process
    urllib urllib.error: ContentTooShortError
    urllib urllib.parse: quote quote_plus unquote unquote_plus urlencode
    urllib urllib.request: getproxies pathname2url url2pathname urlcleanup urlopen urlretrieve
    urllib2 urllib.error: HTTPError URLError
    whichdb dbm: whichdb
''')
NAME_MAPPING = _BOTH | _names('''
    UserDict collections: UserDict
    __builtin__ builtins: basestring=str
    exceptions builtins: StandardError=Exception
    socket socket: _socketobject=SocketType
''')
REVERSE_NAME_MAPPING = _inverse(_BOTH) | _inverse(_names('''
    CGIHTTPServer http.server: CGIHTTPRequestHandler
    DocXMLRPCServer xmlrpc.server: DocCGIXMLRPCRequestHandler DocXMLRPCRequestHandler
    DocXMLRPCServer xmlrpc.server: DocXMLRPCServer ServerHTMLDoc XMLRPCDocGenerator
    FileDialog tkinter.filedialog: FileDialog LoadFileDialog SaveFileDialog
    SimpleDialog tkinter.simpledialog: SimpleDialog
    SimpleHTTPServer http.server: SimpleHTTPRequestHandler
    __builtin__ _functools: reduce
    socket _socket: _socketobject=socket
'''))
for _base, _derived in (('OSError', PYTHON3_OSERROR_EXCEPTIONS),
                        ('ImportError', PYTHON3_IMPORTERROR_EXCEPTIONS)):
    REVERSE_NAME_MAPPING.update({('builtins', name): ('exceptions', _base) for name in _derived})
del _BOTH, _base, _derived
