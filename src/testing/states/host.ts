import type { ExecutionInfo } from '../../sim/services/sfn/machine/execution.ts';
import type { HistoryEvent } from '../../sim/services/sfn/machine/history.ts';
import type { Json } from '../../sim/services/sfn/machine/json.ts';
import type {
  Ports,
  Steps,
  TaskAnswer,
  TaskCall,
  TaskProgress,
} from '../../sim/services/sfn/machine/ports.ts';
import { run, type Outcome } from '../../sim/services/sfn/machine/run.ts';
import { Stop } from '../../sim/services/sfn/machine/stop.ts';
import { validate } from '../../sim/services/sfn/machine/validate.ts';
import { Cloud } from '../../sim/index.ts';
import { Loop } from './loop.ts';

const { jsonata } = new Cloud();

/** A definition, validated where JSONata is at hand. */
export const validated = (
  definition: string | object,
  type?: 'STANDARD' | 'EXPRESS',
  most?: number,
): ReturnType<typeof validate> => validate(definition, () => jsonata, type, most);

export const region = 'us-east-1';
const arn = (kind: string, name: string) => `arn:aws:states:${region}:111111111111:${kind}:${name}`;

export function executionInfo(type: 'STANDARD' | 'EXPRESS' = 'STANDARD'): ExecutionInfo {
  return {
    id: arn(type === 'EXPRESS' ? 'express' : 'execution', 'machine:run'),
    name: 'run',
    roleArn: 'arn:aws:iam::111111111111:role/states',
    machineId: arn('stateMachine', 'machine'),
    machineName: 'machine',
    region,
    type,
  };
}

export type Task = (call: TaskCall, progress: TaskProgress, loop: Loop) => Steps<TaskAnswer>;

/** Ports over the loop; a seeded random source; tasks as given. */
export function testPorts(
  loop: Loop,
  events: HistoryEvent[],
  task?: Task,
  refusal?: Ports['refusal'],
): Ports {
  let seed = 42;
  let ids = 0;
  return {
    now: () => loop.now,
    random: () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647,
    id: () => `id-${++ids}`,
    sleep: (seconds) => loop.sleep(seconds),
    spawn: (body) => loop.spawn(body),
    gate: () => loop.gate(),
    record: (event) => events.push(event),
    jsonata: () => jsonata,
    call: (call, progress) => {
      if (!task) throw new Error(`No task is expected: ${call.resource}`);
      return task(call, progress, loop);
    },
    ...(refusal && { refusal }),
  };
}

export interface Played {
  outcome: Outcome;
  events: HistoryEvent[];
  seconds: number;
}

/** Runs a machine in a loop of its own. */
export function play(
  machine: unknown,
  input: Json,
  options: {
    task?: Task;
    refusal?: Ports['refusal'];
    type?: 'STANDARD' | 'EXPRESS';
    stopAfter?: number;
  } = {},
): Played {
  const loop = new Loop();
  const began = loop.now;
  const events: HistoryEvent[] = [];
  const ports = testPorts(loop, events, options.task, options.refusal);
  const stop = new Stop();
  const { stopAfter } = options;
  if (stopAfter !== undefined)
    loop.spawn(function* (): Steps<void> {
      yield* loop.sleep(stopAfter);
      stop.now({ error: 'Enough', cause: 'stopped' });
    });
  const outcome = loop.run(() => run(machine as never, input, executionInfo(options.type), ports, stop));
  return { outcome, events, seconds: loop.now - began };
}

/** A task that answers once. */
export function* answering(answer: TaskAnswer): Steps<TaskAnswer> {
  return answer;
}
