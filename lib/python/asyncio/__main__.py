"""python -m asyncio: a prompt at which `await` may be used directly.

The loop runs in the main thread, where signals arrive; the prompt waits in a thread of its own for
what each input gives.
"""

import ast
import asyncio
import code
import concurrent.futures
import contextvars
import inspect
import os
import sys
import threading
import types
import warnings
from asyncio import futures


class AsyncIOInteractiveConsole(code.InteractiveConsole):
    def __init__(self, locals, loop):
        super().__init__(locals, filename="<stdin>")
        self.compile.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self.loop = loop
        self.context = contextvars.copy_context()
        self.waiting = self.task = None
        self.was_interrupted = False
        self.exit_code = 0

    def runcode(self, code):
        """In the prompt's thread: the input runs in the loop's."""
        self.waiting = concurrent.futures.Future()
        self.was_interrupted = False
        self.loop.call_soon_threadsafe(self._run, code, self.waiting, context=self.context)
        try:
            return self.waiting.result()
        except SystemExit as error:
            self.exit_code = error.code
            self.loop.call_soon_threadsafe(self.loop.stop)
            raise
        except BaseException:
            if self.was_interrupted:
                self.write("\nKeyboardInterrupt\n")
            else:
                self.showtraceback()

    def _run(self, code, waiting):
        self.task = None
        try:
            value = types.FunctionType(code, self.locals)()
            if inspect.iscoroutine(value):
                self.task = self.loop.create_task(value, context=self.context)
                futures._chain_future(self.task, waiting)
            else:
                waiting.set_result(value)
        except KeyboardInterrupt as error:
            self.was_interrupted = True
            waiting.set_exception(error)
        except BaseException as error:
            waiting.set_exception(error)

    def interrupt(self):
        """Ctrl-C in the loop's thread: what is awaited is cancelled."""
        if self.task and not self.task.done():
            self.was_interrupted = True
            self.task.cancel()


def _run_startup(console):
    path = os.getenv("PYTHONSTARTUP")
    if path and not sys.flags.ignore_environment:
        import tokenize
        with tokenize.open(path) as file:
            exec(compile(file.read(), path, "exec"), console.locals)


def _prompt(console):
    """The prompt's thread."""
    prompt = getattr(sys, "ps1", ">>> ")
    banner = (f"asyncio REPL {sys.version} on {sys.platform}\n"
              'Use "await" directly instead of "asyncio.run()".\n'
              'Type "help", "copyright", "credits" or "license" for more information.\n'
              f"{prompt}import asyncio")
    try:
        _run_startup(console)
        console.interact(banner=banner, exitmsg="exiting asyncio REPL...")
    except SystemExit as error:
        console.exit_code = error.code
    finally:
        warnings.filterwarnings("ignore", message=r"^coroutine .* was never awaited$",
                                category=RuntimeWarning)
        console.loop.call_soon_threadsafe(console.loop.stop)


def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    names = {name: globals()[name] for name in ("__name__", "__package__", "__loader__", "__spec__",
                                                "__builtins__")}
    console = AsyncIOInteractiveConsole({**names, "asyncio": asyncio}, loop)
    threading.Thread(target=_prompt, args=(console,), name="Interactive thread",
                     daemon=True).start()
    while True:
        try:
            loop.run_forever()
            break
        except KeyboardInterrupt:
            console.interrupt()
    sys.exit(console.exit_code)


if __name__ == "__main__":
    main()
