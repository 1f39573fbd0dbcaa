"""A day of a million calls of a function in SimPy. Takes a file of doubles (all times, all durations); prints seconds and more."""

import array
import bisect
import json
import resource
import sys
import time

import simpy

INIT = 0.2
KEEP_ALIVE = 600

numbers = array.array("d")
with open(sys.argv[1], "rb") as file:
    numbers.frombytes(file.read())
count = len(numbers) // 2
times, durations = numbers[:count], numbers[count:]

start = time.process_time()
env = simpy.Environment()
idle = []
made = 0
spent = 0.0


def call(i):
    global made, spent
    came = env.now
    number = None
    while number is None and idle:
        number, expires = idle.pop()
        if expires <= came:
            number = None
    if number is None:
        made += 1
        number = made
        yield env.timeout(INIT)
    yield env.timeout(durations[i])
    spent += env.now - came
    bisect.insort(idle, (number, env.now + KEEP_ALIVE))


def callers():
    for i in range(count):
        if times[i] > env.now:
            yield env.timeout(times[i] - env.now)
        env.process(call(i))


env.process(callers())
env.run()
seconds = time.process_time() - start
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "mean": spent / count, "megabytes": megabytes}))
