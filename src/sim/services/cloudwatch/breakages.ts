import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon CloudWatch. */
export const breakages = {
  'runs no action': {
    file: 'alarms/action-runner.ts',
    text: '        yield* send();\n',
    instead: '',
  },
  'gathers nothing of AWS': {
    file: 'metric-data.ts',
    text: 'if (Number.isNaN(value)) continue;',
    instead: "if (Number.isNaN(value) || metricStat?.metric.namespace?.startsWith('AWS/')) continue;",
  },
} satisfies Breakages;
