"""Accounts with properties, slots, class methods and a context manager that rolls back."""


class Insufficient(Exception):
    pass


class Account:
    __slots__ = ("number", "_balance", "history")
    made = 0

    def __init__(self, number, balance=0):
        self.number, self._balance, self.history = number, balance, []
        Account.made += 1

    @classmethod
    def open(cls, number):
        return cls(number, balance=100)

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise Insufficient(self.number)
        self.history.append(value - self._balance)
        self._balance = value


class Transaction:
    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.saved = [account.balance for account in self.accounts]
        return self

    def __exit__(self, kind, error, trace):
        if kind is Insufficient:
            for account, balance in zip(self.accounts, self.saved):
                account._balance = balance
            return True
        return False


accounts = [Account.open(number) for number in range(50)]
refused = 0
for i in range(180000):
    left, right = accounts[i % 50], accounts[i * 13 % 50]
    done = False
    with Transaction(left, right):
        right.balance += i % 37
        left.balance -= i % 37
        done = True
    refused += not done
print(sum(account.balance for account in accounts), refused, max(len(a.history) for a in accounts), Account.made)
