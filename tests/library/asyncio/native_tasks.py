# Future and Task are native, and every kind of them works with every other.
import asyncio
import gc
import _asyncio
from asyncio import futures, tasks

print(asyncio.Task is _asyncio.Task, asyncio.Future is _asyncio.Future)  # expect: True True
print(_asyncio.Task.__bases__, asyncio.current_task is _asyncio.current_task)  # expect: (<class '_asyncio.Future'>,) True


class SubTask(asyncio.Task):
    pass


class SubFuture(asyncio.Future):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.note = "kept"


async def await_it(future):
    try:
        return await future
    except ValueError as error:
        return repr(error)


async def kinds():
    loop = asyncio.get_running_loop()
    for task_class in (asyncio.Task, SubTask, tasks._PyTask):
        for future_class in (asyncio.Future, SubFuture, futures._PyFuture):
            good, bad = future_class(loop=loop), future_class(loop=loop)
            waiting = [task_class(await_it(future), loop=loop) for future in (good, bad)]
            await asyncio.sleep(0)
            good.set_result(1)
            bad.set_exception(ValueError("no"))
            print(*[await task for task in waiting], getattr(good, "note", ""))
            # expect: 1 ValueError('no') 
            # expect: 1 ValueError('no') kept
            # expect: 1 ValueError('no') 
            # expect: 1 ValueError('no') 
            # expect: 1 ValueError('no') kept
            # expect: 1 ValueError('no') 
            # expect: 1 ValueError('no') 
            # expect: 1 ValueError('no') kept
            # expect: 1 ValueError('no') 


async def states():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future, future._state, future._callbacks, future._asyncio_future_blocking)  # expect: <Future pending> PENDING None False
    future.add_done_callback(print)
    future.add_done_callback(len)
    future.add_done_callback(print)
    print(future.remove_done_callback(print), len(future._callbacks), future.remove_done_callback(len))  # expect: 2 1 1
    for call in (future.result, future.exception, lambda: future.set_exception(3)):
        try:
            call()
        except (asyncio.InvalidStateError, TypeError) as error:
            print(repr(error))
            # expect: InvalidStateError('Result is not set.')
            # expect: InvalidStateError('Exception is not set.')
            # expect: TypeError('invalid exception object')
    future.set_exception(StopIteration(5))
    print(repr(future.exception()), repr(future.exception().__cause__))  # expect: RuntimeError('StopIteration interacts badly with generators and cannot be raised into a Future') StopIteration(5)
    cancelled = loop.create_future()
    print(cancelled.cancel("why"), cancelled.cancel(), cancelled)  # expect: True False <Future cancelled>
    try:
        await cancelled
    except asyncio.CancelledError as error:
        print(repr(error))  # expect: CancelledError('why')
    for text in ("Future(3)", "Task(3)"):
        try:
            eval("asyncio." + text)
        except TypeError as error:
            print(type(error).__name__, "coroutine was expected" in str(error))
            # expect: TypeError False
            # expect: TypeError True


async def bad_yields():
    class Yield:
        def __init__(self, what):
            self.what = what

        def __await__(self):
            yield self.what

    async def wait_for(what):
        try:
            await Yield(what)
        except RuntimeError as error:
            return str(error).partition(" with ")[0].partition(" <Task")[0]
    other_loop = asyncio.new_event_loop()
    for what in (3, asyncio.get_running_loop().create_future(), (x for x in ()), other_loop.create_future()):
        print(await asyncio.create_task(wait_for(what)))
        # expect: Task got bad yield: 3
        # expect: yield was used instead of yield from in task
        # expect: yield was used instead of yield from for generator in task
        # expect: Task
    other_loop.close()
    task = asyncio.create_task(wait_for(None))
    print(await task, task.done(), task.get_coro().cr_frame)  # expect: None True None


async def endings():
    loop, reports = asyncio.get_running_loop(), []
    loop.set_exception_handler(lambda loop, context: reports.append(context["message"]))
    future = loop.create_future()
    future.set_exception(ValueError())
    del future
    task = asyncio.create_task(await_it(loop.create_future()), name="lost")
    await asyncio.sleep(0)
    print(task in asyncio.all_tasks())  # expect: True
    del task
    gc.collect()
    print(reports)  # expect: ['Future exception was never retrieved', 'Task was destroyed but it is pending!']
    print(len(asyncio.all_tasks()))  # expect: 1

    async def refuse():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "refused"
    task = asyncio.create_task(refuse())
    await asyncio.sleep(0)
    print(task.cancel(), task.cancelling(), await task, task.cancelled())  # expect: True 1 refused False


async def eager():
    order = []

    async def step(name):
        order.append(name)
        await asyncio.sleep(0)
        order.append(name * 2)
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(step("a"))
    order.append("made")
    await task
    print(order)  # expect: ['a', 'made', 'aa']


for main in (kinds, states, bad_yields, endings, eager):
    asyncio.run(main())
