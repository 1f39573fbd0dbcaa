import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break CloudWatch Logs. */
export const breakages = {
  'subscriptions pass nothing on': {
    file: 'forward.ts',
    text: 'if (logEvents.length === 0) return;',
    instead: 'if (logEvents.length >= 0) return;',
  },
  'metric filters count nothing': {
    file: 'forward.ts',
    text: 'if (points.length === 0) continue;',
    instead: 'if (points.length >= 0) continue;',
  },
  'loses the lines of services': {
    file: 'cloudwatch-logs.ts',
    text: 'this.#append(group, stream, [{ timestamp: this.#now, message }]);',
    instead: '',
  },
  'one stream for all': {
    file: 'cloudwatch-logs.ts',
    text: '#write({ group: name, stream: streamName, message }: LogLine): void {',
    instead: "#write({ group: name, message }: LogLine): void { const streamName = 'all';",
  },
} as const satisfies Breakages;
