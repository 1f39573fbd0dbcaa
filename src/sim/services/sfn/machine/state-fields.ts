import type { QueryLanguage, StateType } from './definition.ts';

/** Fields that a state may have: in either language, in JSONPath only, in JSONata only. */
interface Fields {
  both: readonly string[];
  jsonPath: readonly string[];
  jsonata: readonly string[];
}

const common = ['Type', 'Comment', 'QueryLanguage'];
const flow = ['Next', 'End', 'Assign'];
const filters = ['InputPath', 'OutputPath'];
const work = ['Parameters', 'ResultSelector', 'ResultPath'];
const errors = ['Retry', 'Catch'];

/**
 * Which field belongs to which state. https://states-language.net/spec.html#state-type-table and, for JSONata,
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
const table: Record<StateType, Fields> = {
  Pass: {
    both: flow,
    jsonPath: [...filters, 'Parameters', 'Result', 'ResultPath'],
    jsonata: ['Output'],
  },
  Task: {
    both: [...flow, ...errors, 'Resource', 'Credentials', 'TimeoutSeconds', 'HeartbeatSeconds'],
    jsonPath: [...filters, ...work, 'TimeoutSecondsPath', 'HeartbeatSecondsPath'],
    jsonata: ['Arguments', 'Output'],
  },
  Choice: { both: ['Choices', 'Default', 'Assign'], jsonPath: filters, jsonata: ['Output'] },
  Wait: {
    both: [...flow, 'Seconds', 'Timestamp'],
    jsonPath: [...filters, 'SecondsPath', 'TimestampPath'],
    jsonata: ['Output'],
  },
  Succeed: { both: [], jsonPath: filters, jsonata: ['Output'] },
  Fail: { both: ['Error', 'Cause'], jsonPath: ['ErrorPath', 'CausePath'], jsonata: [] },
  Parallel: {
    both: [...flow, ...errors, 'Branches'],
    jsonPath: [...filters, ...work],
    jsonata: ['Arguments', 'Output'],
  },
  Map: {
    both: [
      ...flow,
      ...errors,
      ...['ItemProcessor', 'Iterator', 'ItemSelector', 'ItemReader', 'ItemBatcher', 'ResultWriter', 'Label'],
      ...['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'],
    ],
    jsonPath: [
      ...filters,
      ...work,
      ...['ItemsPath', 'MaxConcurrencyPath', 'ToleratedFailureCountPath', 'ToleratedFailurePercentagePath'],
    ],
    jsonata: ['Items', 'Output'],
  },
};

/** Whether a text names a type of state. */
export function isStateType(type: unknown): type is StateType {
  return typeof type === 'string' && Object.hasOwn(table, type);
}

/** The fields that a state of that type may have in a query language. */
export function allowedFields(type: StateType, language: QueryLanguage): ReadonlySet<string> {
  const { both, jsonPath, jsonata } = table[type];
  return new Set([...common, ...both, ...(language === 'JSONata' ? jsonata : jsonPath)]);
}

/** Pairs of which a state may have one. */
export const exclusive: readonly (readonly [string, string])[] = [
  ['Seconds', 'SecondsPath'],
  ['Timestamp', 'TimestampPath'],
  ['TimeoutSeconds', 'TimeoutSecondsPath'],
  ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
  ['Error', 'ErrorPath'],
  ['Cause', 'CausePath'],
  ['MaxConcurrency', 'MaxConcurrencyPath'],
  ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
  ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
  ['ItemProcessor', 'Iterator'],
  ['ItemSelector', 'Parameters'],
  ['Next', 'End'],
];

/** Whole numbers, and what they may be. */
export const ranges: Readonly<Record<string, readonly [min: number, max: number]>> = {
  Seconds: [0, 99_999_999],
  TimeoutSeconds: [1, 99_999_999],
  HeartbeatSeconds: [1, 99_999_999],
  MaxConcurrency: [0, Infinity],
  ToleratedFailureCount: [0, Infinity],
  ToleratedFailurePercentage: [0, 100],
  IntervalSeconds: [1, 99_999_999],
  MaxAttempts: [0, 99_999_999],
  BackoffRate: [1, Infinity],
  MaxDelaySeconds: [1, 31_622_400],
};

/** Fields that are paths: one value, or null where it may be. */
export const pathFields = ['InputPath', 'OutputPath', 'SecondsPath', 'TimestampPath', 'ItemsPath'] as const;
