import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon EventBridge Scheduler. */
export const breakages = {
  'never fires': {
    file: 'scheduler.ts',
    text: 'if (late > 0) yield late;',
    instead: 'if (late >= 0) return;',
  },
  'keeps schedules as rules': {
    file: 'scheduler.ts',
    text: 'this.#await(schedule);\n    return { scheduleArn: schedule.arn };\n  }\n\n  getSchedule(',
    instead:
      "this.#await(schedule);\n    void this.region.call('eventbridge', 'PutRule', { Name: name, ScheduleExpression: 'rate(1 day)' });\n    return { scheduleArn: schedule.arn };\n  }\n\n  getSchedule(",
  },
  'knows UTC only': {
    file: 'schedule.ts',
    text: 'this.#zone = readZone(scheduleExpressionTimezone);',
    instead: "this.#zone = readZone(scheduleExpressionTimezone && 'UTC');",
  },
  'goes by the clocks of Seattle': {
    file: 'schedule.ts',
    text: "scheduleExpressionTimezone = 'UTC', flexibleTimeWindow",
    instead: "scheduleExpressionTimezone = 'America/Los_Angeles', flexibleTimeWindow",
  },
} satisfies Breakages;
