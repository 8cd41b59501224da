"""Synchronization primitives: tasks wait in line for their turn, each with a future of its own.

A task may be cancelled after its turn has come and before it runs: the turn is then another's.
"""

__all__ = ("Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier")

import collections

from . import exceptions, mixins


class _Primitive(mixins._LoopBoundMixin):
    """A line of waiting tasks, and a repr that tells the state and how many they are."""

    def __init__(self):
        self._waiters = collections.deque()

    def __repr__(self):
        state = self._state_text()
        if self._waiters:
            state += f", waiters:{len(self._waiters)}"
        return f"{super().__repr__()[:-1]} [{state}]>"

    def _state_text(self):
        return "locked" if self.locked() else "unlocked"

    async def _wait_turn(self, unwanted=None):
        """Waits in line till woken; unwanted(woken) is told of a task cancelled in it."""
        turn = self._get_loop().create_future()
        self._waiters.append(turn)
        try:
            await turn
        except exceptions.CancelledError:
            self._waiters.remove(turn)
            if unwanted is not None:
                unwanted(turn.done() and not turn.cancelled())
            raise
        except BaseException:
            self._waiters.remove(turn)
            raise
        self._waiters.remove(turn)
        return True

    def _wake(self, most, result=True):
        """Wakes up to `most` of those that nobody has woken yet; whether it found one."""
        before = most
        for turn in self._waiters:
            if most <= 0:
                break
            if not turn.done():
                most -= 1
                turn.set_result(result)
        return most < before


class _Acquirable(_Primitive):
    """What `async with` acquires and releases."""

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


class Lock(_Acquirable):
    """A lock for tasks, owned by nobody in particular; `async with lock` holds it."""

    def __init__(self):
        super().__init__()
        self._locked = False

    def locked(self):
        """Return True if lock is acquired."""
        return self._locked

    async def acquire(self):
        """Lock it, after all who came earlier; returns True."""
        if self._locked or not all(turn.cancelled() for turn in self._waiters):
            await self._wait_turn(self._pass_on)
        self._locked = True
        return True

    def release(self):
        """Unlock it and let the first one in line proceed; RuntimeError if it was not locked."""
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._pass_on()

    def _pass_on(self, _woken=True):
        # one that is done and still in line runs soon, and takes the lock or passes it on
        if not self._locked and self._waiters and not self._waiters[0].done():
            self._wake(1)


class Event(_Primitive):
    """A flag that tasks can wait for."""

    def __init__(self):
        super().__init__()
        self._value = False

    def _state_text(self):
        return "set" if self._value else "unset"

    def is_set(self):
        """Return True if and only if the internal flag is true."""
        return self._value

    def set(self):
        """Set the flag, which wakes all who wait for it."""
        if not self._value:
            self._value = True
            self._wake(len(self._waiters))

    def clear(self):
        """Reset the flag: wait() blocks until the next set()."""
        self._value = False

    async def wait(self):
        """Block until the flag is set; returns True."""
        return self._value or await self._wait_turn()


class Condition(_Acquirable):
    """Tasks that hold the lock wait to be notified by another that holds it."""

    def __init__(self, lock=None):
        super().__init__()
        self._lock = lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = lock.locked, lock.acquire, lock.release

    def _check_locked(self, verb):
        if not self.locked():
            raise RuntimeError(f"cannot {verb} on un-acquired lock")

    async def _acquire_again(self):
        """Has the lock at its end, however often it is cancelled before; tells so afterwards."""
        cancelled = None
        while True:
            try:
                await self.acquire()
                break
            except exceptions.CancelledError as error:
                cancelled = error
        try:
            if cancelled is not None:
                raise cancelled
        finally:
            del cancelled  # it refers to this frame

    async def wait(self):
        """Release the lock, wait until notified, take the lock again; returns True."""
        self._check_locked("wait")
        self._get_loop()
        self.release()
        try:
            try:
                return await self._wait_turn()
            finally:
                await self._acquire_again()
        except BaseException:
            self._wake(1, False)  # a notification that this one may have had
            raise

    async def wait_for(self, predicate):
        """Wait until predicate() is true; returns what it returned."""
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        """Wake up to n of those who wait; the lock must be held."""
        self._check_locked("notify")
        self._wake(n, False)

    def notify_all(self):
        """Wake all who wait; the lock must be held."""
        self.notify(len(self._waiters))


class Semaphore(_Acquirable):
    """A counter that acquire() takes one from, waiting while it is zero, and release() adds to."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        super().__init__()
        self._value = value

    def _state_text(self):
        return "locked" if self.locked() else f"unlocked, value:{self._value}"

    def locked(self):
        """Returns True if semaphore cannot be acquired immediately."""
        return self._value == 0 or not all(turn.cancelled() for turn in self._waiters)

    async def acquire(self):
        """Take one from the counter, after all who came earlier; returns True."""
        if not self.locked():
            self._value -= 1
            return True
        try:
            return await self._wait_turn(self._give_back)  # who wakes it has counted it
        finally:
            while self._value > 0 and self._hand_over():
                pass

    def release(self):
        """Add one to the counter, or hand it to the first one in line."""
        self._value += 1
        self._hand_over()

    def _hand_over(self):
        found = self._wake(1)
        self._value -= found
        return found

    def _give_back(self, woken):
        self._value += woken


class BoundedSemaphore(Semaphore):
    """A semaphore whose release() raises ValueError rather than exceed the initial value."""

    def __init__(self, value=1):
        super().__init__(value)
        self._bound_value = value

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


_FILLING, _DRAINING, _RESETTING, _BROKEN = "filling", "draining", "resetting", "broken"


class Barrier(mixins._LoopBoundMixin):
    """A place where tasks wait until a given number of them has come.

    The last one turns it from filling to draining, and all leave it; the last to leave turns it
    back. A reset drains it too, but those inside get BrokenBarrierError.
    """

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._cond = Condition()
        self._parties = parties
        self._state = _FILLING
        self._count = 0  # those inside

    def __repr__(self):
        state = self._state
        if not self.broken:
            state += f", waiters:{self.n_waiting}/{self.parties}"
        return f"{super().__repr__()[:-1]} [{state}]>"

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *args):
        pass

    def _turn(self, state):
        self._state = state
        self._cond.notify_all()

    async def wait(self):
        """Wait until all have come; returns a number of its own for each, from 0 on."""
        async with self._cond:
            await self._cond.wait_for(lambda: self._state in (_FILLING, _BROKEN))
            if self.broken:
                raise exceptions.BrokenBarrierError("Barrier aborted")
            index = self._count
            self._count += 1
            try:
                if self._count == self._parties:
                    self._turn(_DRAINING)
                else:
                    await self._cond.wait_for(lambda: self._state != _FILLING)
                    if self._state != _DRAINING:
                        raise exceptions.BrokenBarrierError("Abort or reset of barrier")
                return index
            finally:
                self._count -= 1
                if not self._count:
                    self._turn(_BROKEN if self.broken else _FILLING)

    async def reset(self):
        """Return to the initial state; tasks inside get BrokenBarrierError."""
        async with self._cond:
            self._turn(_RESETTING if self._count else _FILLING)

    async def abort(self):
        """Break it: those inside and those that come later get BrokenBarrierError."""
        async with self._cond:
            self._turn(_BROKEN)

    @property
    def parties(self):
        """Return the number of tasks required to trip the barrier."""
        return self._parties

    @property
    def n_waiting(self):
        """Return the number of tasks currently waiting at the barrier."""
        return self._count if self._state == _FILLING else 0

    @property
    def broken(self):
        """Return True if the barrier is in a broken state."""
        return self._state == _BROKEN
