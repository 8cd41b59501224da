"""Tasks of an operating system that pass packets: classes, attributes, method calls."""


class Packet:
    def __init__(self, link, task, kind):
        self.link, self.task, self.kind, self.data = link, task, kind, [0, 0, 0, 0]


class Task:
    def __init__(self, name, priority, system):
        self.name, self.priority, self.system = name, priority, system
        self.queue, self.waiting, self.runs = [], False, 0

    def receive(self, packet):
        self.queue.append(packet)
        self.waiting = False

    def run(self):
        self.runs += 1
        if self.queue:
            self.work(self.queue.pop(0))
        else:
            self.waiting = True


class Idle(Task):
    def run(self):
        self.runs += 1
        self.system.seed = self.system.seed * 1103515245 + 12345 & 0x7FFFFFFF
        if self.runs % 3 == 0:
            self.system.send(Packet(self, 1 + self.system.seed % 2, "work"))


class Worker(Task):
    def work(self, packet):
        packet.data[self.runs & 3] += self.runs
        packet.link = self
        packet.task = 3
        self.system.send(packet)


class Device(Task):
    def work(self, packet):
        self.system.handled += sum(packet.data)


class System:
    def __init__(self):
        self.seed, self.handled = 7, 0
        self.tasks = [Idle(0, 0, self), Worker(1, 10, self), Worker(2, 20, self), Device(3, 30, self)]

    def send(self, packet):
        self.tasks[packet.task].receive(packet)

    def schedule(self, steps):
        for _ in range(steps):
            ready = [task for task in self.tasks if not task.waiting]
            best = max(ready, key=lambda task: (len(task.queue) > 0, task.priority))
            best.run()
            self.tasks[0].waiting = False


system = System()
system.schedule(300000)
print(system.handled, [task.runs for task in system.tasks])
