import type { StateValue } from '../schema.ts';

/** What an evaluation found: a state and why. */
export interface Finding {
  readonly stateValue: StateValue;
  readonly stateReason: string;
  /** JSON. */
  readonly stateReasonData?: string;
}

/** The state of an alarm, as DescribeAlarms and notifications give it. */
export interface AlarmState extends Finding {
  /** When value or reason last changed, in seconds since 1970: StateUpdatedTimestamp. */
  readonly updatedAt: number;
  /** When the value last changed: StateTransitionedTimestamp. */
  readonly transitionedAt: number;
}

/** What every alarm begins as. */
export function initialState(now: number): AlarmState {
  return {
    stateValue: 'INSUFFICIENT_DATA',
    stateReason: 'Unchecked: Initial alarm creation',
    updatedAt: now,
    transitionedAt: now,
  };
}

/** The state of an alarm after a finding. */
export function stateAfter(old: AlarmState, finding: Finding, now: number): AlarmState {
  const changed = finding.stateValue !== old.stateValue;
  return { ...finding, updatedAt: now, transitionedAt: changed ? now : old.transitionedAt };
}
