import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon EventBridge. */
export const breakages = {
  'asks one rule only': {
    file: 'event-bridge.ts',
    text: 'for (const rule of bus.matching(event))',
    instead: 'for (const rule of bus.matching(event).slice(0, 1))',
  },
  'tells who receives': {
    file: 'dispatcher.ts',
    text: 'const delivery: Delivery = {\n      payload,',
    instead: 'const delivery: Delivery = {\n      payload: payload.replace(/}$/, `,"for":"${rule.name}"}`),',
  },
  'sends every event to every rule': {
    file: 'bus.ts',
    text: 'return this.#index.matching(fields);',
    instead: 'return [...this.rules.values()].filter(() => fields);',
  },
  'hears nothing of AWS': {
    file: 'event-bridge.ts',
    text: "this.#arrive(this.#bus('default'), this.#made(parts));",
    instead: 'void this.#made(parts);',
  },
  'is slow': {
    file: 'model.ts',
    text: 'deliveryLatency: 0.5,',
    instead: 'deliveryLatency: 30,',
  },
  'hides the default bus': {
    file: 'event-bridge.ts',
    text: 'const all = [...this.#buses.values()].filter(({ name }) => name.startsWith(namePrefix));',
    instead:
      "const all = [...this.#buses.values()].filter(({ name }) => name !== 'default' && name.startsWith(namePrefix));",
  },
  'keeps the default bus for AWS': {
    file: 'event-bridge.ts',
    text: 'if (bus) this.#arrive(bus, event);',
    instead: "if (bus && name !== 'default') this.#arrive(bus, event);",
  },
  'never fires by itself': {
    file: 'event-bridge.ts',
    text: 'this.#dispatcher.trigger(rule, this.#made(detail));',
    instead: 'void this.#made(detail);',
  },
  'knows no rates': {
    file: 'rule.ts',
    text: 'schedule = readRuleSchedule(scheduleExpression);',
    instead:
      "schedule = scheduleExpression.startsWith('rate') ? undefined : readRuleSchedule(scheduleExpression);",
  },
  'is an hour off UTC': {
    file: 'event-bridge.ts',
    text: 'const moment = next(schedule, after, { first });',
    instead: 'const moment = (next(schedule, after, { first }) ?? NaN) + 3600;',
  },
  'drops the detail': {
    file: 'event.ts',
    text: 'const { id, detailType, source, account, region, time, resources, detail } = parts;',
    instead:
      "const { id, detailType, source, account, region, time, resources } = parts;\n  const detail = '{}';",
  },
} satisfies Breakages;
