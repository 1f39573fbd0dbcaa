/**
 * The quotas that an execution itself meets.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const quotas = {
  /** Input or output of a state, a task or an execution, in bytes of UTF-8. */
  payloadBytes: 256 * 1024,
  /** Events in the history of a Standard execution. */
  historyEvents: 25_000,
  /**
   * Events of an Express execution, of which AWS keeps none: a bound of ours for machines that loop without waiting.
   * In five minutes a real one does not get there.
   */
  expressEvents: 100_000,
  /** A Standard execution: one year. */
  standardSeconds: 365 * 24 * 3600,
  /** An Express execution: five minutes. */
  expressSeconds: 5 * 60,
  /** Findings of one ValidateStateMachineDefinition. */
  diagnostics: 100,
  /** Iterations of an inline Map that run at once. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
  inlineConcurrency: 40,
  /** Child executions of a distributed Map that run at once, where MaxConcurrency is 0 or missing. */
  distributedConcurrency: 10_000,
  /** Characters of a state's name. */
  stateNameLength: 80,
  /** Characters of a distributed Map's Label. */
  labelLength: 40,
} as const;

/** How many events the history of an execution of that type may have. */
export function eventLimit(type: 'STANDARD' | 'EXPRESS'): number {
  return type === 'EXPRESS' ? quotas.expressEvents : quotas.historyEvents;
}
