"""M/M/1 in SimPy. Takes a style and a file of doubles (all gaps, then all service times); prints processor seconds and mean wait."""

import array
import json
import sys
import time

import simpy


def resource(env, gaps, services, waits):
    """A process a customer, and a resource."""
    server = simpy.Resource(env, 1)
    times = iter(services)

    def customer():
        came = env.now
        with server.request() as request:
            yield request
            waits[0] += env.now - came
            yield env.timeout(next(times))

    def source():
        for gap in gaps:
            yield env.timeout(gap)
            env.process(customer())

    env.process(source())


def store(env, gaps, services, waits):
    """Two processes and a store."""
    line = simpy.Store(env)

    def server():
        for service in services:
            came = yield line.get()
            waits[0] += env.now - came
            yield env.timeout(service)

    def source():
        for gap in gaps:
            yield env.timeout(gap)
            line.put(env.now)

    env.process(server())
    env.process(source())


numbers = array.array("d")
with open(sys.argv[2], "rb") as file:
    numbers.frombytes(file.read())
half = len(numbers) // 2
gaps, services = numbers[:half].tolist(), numbers[half:].tolist()

waits = [0.0]
start = time.process_time()
env = simpy.Environment()
{"resource": resource, "store": store}[sys.argv[1]](env, gaps, services, waits)
env.run()
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "wait": waits[0] / half}))
