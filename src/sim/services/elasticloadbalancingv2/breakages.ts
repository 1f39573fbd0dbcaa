import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Elastic Load Balancing. */
export const breakages = {
  'finds no target unhealthy': {
    file: 'health/target-health.ts',
    text: 'this.#failures >= check.unhealthyThreshold',
    instead: 'this.#failures >= check.unhealthyThreshold * 1e9',
  },
  'looks at no rule': {
    file: 'rules/listener-rules.ts',
    text: 'if (compiled.matchers.every((matches) => matches(subject)))',
    instead: 'if (!subject && compiled)',
  },
  'takes no turns': {
    file: 'routing/round-robin.ts',
    text: 'this.#next = at + 1;',
    instead: 'this.#next = at;',
  },
  'forgets what is under way': {
    file: 'routing/least-outstanding.ts',
    text: 'if (target.outstanding < least) {',
    instead: 'if (-target.outstanding < least) {',
  },
  'has cross-zone load balancing always on': {
    file: 'target-group.ts',
    text: "if (own === 'true' || own === 'false') return own === 'true';",
    instead: "if (own === 'true' || own === 'false') return true;",
  },
  'drains for no time': {
    file: 'target-group.ts',
    text: "return Number(this.value('deregistration_delay.timeout_seconds') ?? 0);",
    instead: 'return 0;',
  },
  'looks at no cookie': {
    file: 'routing/stickiness.ts',
    text: 'if (!cookie || now - cookie.renewed >= stickiness.duration) return undefined;',
    instead: 'if (!cookie || now >= cookie.renewed) return undefined;',
  },
  'wraps packets in nothing': {
    file: 'flows/geneve.ts',
    text: 'export const GENEVE_OVERHEAD = 68;',
    instead: 'export const GENEVE_OVERHEAD = 0;',
  },
  'shows any certificate': {
    file: 'certificates/selection.ts',
    text: 'names.some((name) => protects(name, serverName)) &&',
    instead: 'names.some((name) => name !== serverName + keys) &&',
  },
} satisfies Breakages;
