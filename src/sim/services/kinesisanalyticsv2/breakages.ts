import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Managed Flink. */
export const breakages = {
  'makes SQL applications': {
    file: 'kinesis-analytics-v2.ts',
    text: "if (runtimeEnvironment === 'SQL-1_0')",
    instead: "if (runtimeEnvironment === ('SQL-0' as never))",
  },
  'counts by arrival': {
    file: 'job/job.ts',
    text: 'options.time ? Math.round(options.time(value) * 1000) : arrival.getTime()',
    instead: 'arrival.getTime()',
  },
  'reads no static data': {
    file: 'job/job.ts',
    text: 'reference.load(',
    instead: 'void (',
  },
  'delivers nothing': {
    file: 'job/job.ts',
    text: 'if (!(yield* this.#deliver(sink.arn, pending))) break;',
    instead: 'break;',
  },
  'commits nothing': {
    file: 'job/sink-operator.ts',
    text: 'const results = this.#prepared.splice(0);',
    instead: 'const results = this.#prepared.splice(0, 0);',
  },
  'has no side outputs': {
    file: 'job/operator.ts',
    text: 'for (const next of this.#next.get(tag) ?? [])',
    instead: 'for (const next of (tag === MAIN ? this.#next.get(tag) : []) ?? [])',
  },
  'bills the KPUs alone': {
    file: 'application.ts',
    text: 'start((count + 1) / 3600, minimum)',
    instead: 'start(count / 3600, minimum)',
  },
} as const satisfies Breakages;
