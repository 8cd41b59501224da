"""A race whose runners start one after the other: for connecting to several addresses."""

__all__ = ("staggered_race",)

import contextlib

from . import events, exceptions, locks, tasks


async def staggered_race(coro_fns, delay, *, loop=None):
    """Run coroutine functions until one returns.

    The next one starts `delay` seconds after the last one, or when that has failed before (None:
    only then). Returns (the winner's result, its index, the exceptions of all), with None for
    what there is not; those that still run are cancelled.
    """
    loop = loop or events.get_running_loop()
    functions, racers, errors = enumerate(coro_fns), [], []
    winner = []  # (result, index) once there is one

    async def race(before):
        """Waits for its turn, lets the next one wait for its own, and runs."""
        if before is not None:
            with contextlib.suppress(exceptions.TimeoutError):
                await tasks.wait_for(before.wait(), delay)
        index, function = next(functions, (None, None))
        if function is None:
            return
        errors.append(None)
        failed = locks.Event()
        racers.append(loop.create_task(race(failed)))
        try:
            result = await function()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            errors[index] = error
            failed.set()
            return
        if winner:
            return
        winner.append((result, index))
        mine = tasks.current_task(loop)
        for racer in racers:
            if racer is not mine:
                racer.cancel()

    racers.append(loop.create_task(race(None)))
    ended = 0
    try:
        while ended < len(racers):  # more of them may have started meanwhile
            done, _ = await tasks.wait(racers)
            ended = len(done)
            for racer in done:
                if not racer.cancelled() and (error := racer.exception()) is not None:
                    raise error
        result, index = winner[0] if winner else (None, None)
        return result, index, errors
    finally:
        for racer in racers:
            racer.cancel()
