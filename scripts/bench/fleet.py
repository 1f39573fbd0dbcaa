"""A day of 1,000 servers in SimPy. Takes a file of doubles (all times, all demands, all servers); prints seconds and more."""

import array
import json
import resource
import sys
import time

import simpy

SERVERS = 1000
DAY = 86_400
PERIOD = 300

numbers = array.array("d")
with open(sys.argv[1], "rb") as file:
    numbers.frombytes(file.read())
count = len(numbers) // 3
times, demands, chosen = (numbers[i * count : (i + 1) * count] for i in range(3))

start = time.process_time()
env = simpy.Environment()
fleet = [simpy.Resource(env, 2) for _ in range(SERVERS)]
history = [array.array("b") for _ in range(SERVERS)]
spent = 0.0


def request(i):
    global spent
    came = env.now
    with fleet[int(chosen[i])].request() as turn:
        yield turn
        yield env.timeout(demands[i])
    spent += env.now - came


def visitors():
    for i in range(count):
        if times[i] > env.now:
            yield env.timeout(times[i] - env.now)
        env.process(request(i))


def metrics(i):
    while env.now < 2 * DAY:
        yield env.timeout(PERIOD)
        history[i].append(fleet[i].count)


env.process(visitors())
for server in range(SERVERS):
    env.process(metrics(server))
env.run()
seconds = time.process_time() - start
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "mean": spent / count, "megabytes": megabytes}))
