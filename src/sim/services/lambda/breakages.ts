import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Lambda. */
export const breakages = {
  // The code
  'the code is never run': {
    file: 'code/runtime.ts',
    text: 'const body = () => handler(event, context) as never;',
    instead: 'const body = () => (handler === undefined ? (context as never) : undefined) as never;',
  },
  'memory makes nothing faster': {
    file: 'environments/compute.ts',
    text: 'cpuSeconds / Math.min(vcpus(memorySize), threads);',
    instead: 'cpuSeconds + 0 * memorySize * threads;',
  },
  'a vCPU takes twice the memory': {
    file: 'environments/compute.ts',
    text: 'MEMORY_PER_VCPU = 1769;',
    instead: 'MEMORY_PER_VCPU = 3538;',
  },
  'takes any memory': {
    file: 'limits.ts',
    text: "memory: row('Memory', 'MB', QUOTAS, { default: 128, min: 128, max: 10_240 }),",
    instead: "memory: row('Memory', 'MB', QUOTAS, { default: 128, min: 1, max: 99_999 }),",
  },
  'memory comes in steps of 64 MB': {
    file: 'configure.ts',
    text: 'memorySize: input.memorySize ?? before?.memorySize ?? limits.memory.default,',
    instead:
      'memorySize: 64 * Math.ceil((input.memorySize ?? before?.memorySize ?? limits.memory.default) / 64),',
  },
  'takes a timeout of an hour': {
    file: 'limits.ts',
    text: "timeout: row('Timeout', 'seconds', QUOTAS, { default: 3, min: 1, max: 900 }),",
    instead: "timeout: row('Timeout', 'seconds', QUOTAS, { default: 3, min: 1, max: 3600 }),",
  },
  'takes any size of /tmp': {
    file: 'limits.ts',
    text: "row('/tmp', 'MB', QUOTAS, { default: 512, min: 512, max: 10_240 }),",
    instead: "row('/tmp', 'MB', QUOTAS, { default: 512, min: 1, max: 99_999 }),",
  },
  // Environments
  'no environment is used twice': {
    file: 'environments/idle.ts',
    text: 'const first = this.#heap[0];',
    instead: 'const first = this.#heap[this.#heap.length];',
  },
  'runs one call at a time': {
    file: 'limits.ts',
    text: "concurrency: row('Concurrent executions', 'executions', QUOTAS, { default: 1000 }, true),",
    instead: "concurrency: row('Concurrent executions', 'executions', QUOTAS, { default: 1 }, true),",
  },
  'no start is cold': {
    file: 'environments/life.ts',
    text: 'then({ requestId, environment, outcome, coldStart, init, duration, billed });',
    instead: 'then({ requestId, environment, outcome, coldStart: false, init, duration, billed });',
  },
  'there is no INIT': {
    file: 'environments/life.ts',
    text: "this.enter(environment, 'init');",
    instead: '',
  },
  'an idle environment stays for ever': {
    file: 'environments/on-demand.ts',
    text: 'environment.expires = Math.min(now + drawMicros(this.#life.model.keepAlive), environment.dies);',
    instead: 'environment.expires = now + 1e15;',
  },
  'provisioned environments take no calls': {
    file: 'environments/pool.ts',
    text: 'return { provisioned: this.provisioned.free > 0, warm: this.onDemand.idle > 0 };',
    instead: 'return { provisioned: false, warm: this.onDemand.idle > 0 };',
  },
  // Who may call, and which version
  'everybody may call': {
    file: 'invocations.ts',
    text: "if (why !== undefined) throw lambdaError('AccessDeniedException', why);",
    instead: '',
  },
  'versions lead to the latest code': {
    file: 'function.ts',
    text: 'if (version) return { version };',
    instead: 'if (version) return { version: this.latest };',
  },
  'aliases lead to the latest code': {
    file: 'function.ts',
    text: 'if (alias) return { version: pointed ?? this.latest, alias };',
    instead: 'if (alias) return { version: pointed ? this.latest : this.latest };',
  },
  'a change of the code gets nowhere': {
    file: 'function.ts',
    text: 'this.latest.code = code;',
    instead: '',
  },
  'calls move in one step': {
    file: 'shifting/schedule.ts',
    text: "if (schedule.kind === 'all-at-once') return [{ at: 0, weight: 1 }];",
    instead: 'if (schedule.kind !== undefined) return [{ at: 0, weight: 1 }];',
  },
  'calls never move': {
    file: 'shifting/schedule.ts',
    text: "if (schedule.kind === 'all-at-once') return [{ at: 0, weight: 1 }];",
    instead: 'if (schedule.kind !== undefined) return [{ at: 0, weight: 0 }];',
  },
  // What becomes of a call
  'a function that fails is a call that fails': {
    file: 'invocations.ts',
    text: 'statusCode: 200,',
    instead: 'statusCode: good ? 200 : 500,',
  },
  'an asynchronous event is tried once': {
    file: 'asynchronous/asynchronous-queue.ts',
    text: 'if (decision.giveUp !== undefined) this.#giveUp(event, decision.giveUp, result);',
    instead: "if (event.runs > 0) this.#giveUp(event, decision.giveUp ?? 'RetriesExhausted', result);",
  },
  'no dead letters': {
    file: 'asynchronous/asynchronous-queue.ts',
    text: 'deadLetterQueue(deadLetter(event.payload, event.requestId, status, message), event);',
    instead:
      'if (event.runs < 0) deadLetterQueue(deadLetter(event.payload, event.requestId, status, message), event);',
  },
  'no destination for failures': {
    file: 'invocations.ts',
    text: 'const target = config()?.onFailure;',
    instead: 'const target = config() && undefined;',
  },
  'destinations get nothing': {
    file: 'invocations.ts',
    text: "if (parseArn(target)?.service === 'events')",
    instead: "if (target !== '') return;\n        if (parseArn(target)?.service === 'events')",
  },
  // Mappings
  'a queue is read at full speed from the beginning': {
    file: 'mapping.ts',
    text: 'return { start: Math.min(limits.sqsStart.default, top), perMinute: limits.sqsGrowth.max, top };',
    instead: 'return { start: top, perMinute: limits.sqsGrowth.max, top };',
  },
  'a batch that fails is deleted': {
    file: 'mapping.ts',
    text: "if (outcome?.status !== 'succeeded') throw failure('FunctionError', 'The function failed.');",
    instead: "if (outcome?.status !== 'succeeded') return new Set();",
  },
  'records that fail are passed over': {
    file: 'mapping.ts',
    text: 'const done = !good\n      ? 0',
    instead: 'const done = !good\n      ? ids.length',
  },
  // Metrics, bill, log
  'counts no invocations': {
    file: 'version.ts',
    text: "metrics.count('Invocations');",
    instead: '',
  },
  'counts each request twice': {
    file: 'version.ts',
    text: 'requests.add(1);',
    instead: 'requests.add(2);',
  },
  'bills half the time': {
    file: 'environments/compute.ts',
    text: '(memorySize / 1024) * (millis / 1000);',
    instead: '(memorySize / 2048) * (millis / 1000);',
  },
  'no request is free': {
    file: 'prices.ts',
    text: "free: { pool: 'AWS Lambda requests', quantity: 1e6 },",
    instead: "free: { pool: 'AWS Lambda requests', quantity: 0 },",
  },
  'no second is free': {
    file: 'prices.ts',
    text: "free: { pool: 'AWS Lambda GB-seconds', quantity: 400_000 },",
    instead: "free: { pool: 'AWS Lambda GB-seconds', quantity: 0 },",
  },
  'what the code prints is dropped': {
    file: 'log.ts',
    text: 'if (this.#heard) this.#write(stream, `${this.#date}\\t${requestId}\\t${level}\\t${message}`);',
    instead: '',
  },
  'logs need no permission': {
    file: 'log.ts',
    text: 'if (error instanceof AwsError) return;\n      throw error;',
    instead: 'if (!(error instanceof AwsError)) throw error;',
  },
  'writes all functions to one group': {
    file: 'log.ts',
    text: 'const { logGroup: group } = configuration.logging;',
    instead: "const group = '/aws/lambda/all';",
  },
  'opens a stream at every moment': {
    file: 'log.ts',
    text: 'region.logs.write({ group, stream, message });',
    instead:
      'region.logs.write({ group, stream: `${stream} ${region.world.simulation.nowMicros}`, message });',
  },
  'no lines from the platform': {
    file: 'log.ts',
    text: 'this.#write(stream, lines.report);',
    instead: '',
  },
  'bills before anybody calls': {
    file: 'functions.ts',
    text: 'functions.set(name, fn);',
    instead: `functions.set(name, fn);
    const price = { service: 'AWS Lambda', region: 'us-east-1', asOf: '', source: '', item: 'idle functions' };
    this.account.region.world.meter.usage({ ...price, unit: 'GB-seconds', tiers: [{ usd: 1, per: 1 }] }).add(1);`,
  },
} as const satisfies Breakages;
