import type { RandomStream, Simulation, Timer } from '../../../kernel/index.ts';

/** What Amazon EC2 does to a Spot Instance that it needs back. */
export type InterruptionBehavior = 'terminate' | 'stop' | 'hibernate';

/** What an interrupted instance hears. All of it is best effort. */
export interface Warned {
  /** EC2 Instance Rebalance Recommendation: it is at elevated risk. */
  readonly onRecommendation?: () => void;
  /** EC2 Spot Instance Interruption Warning. */
  readonly onNotice?: (action: InterruptionBehavior, at: number) => void;
  /** It is interrupted. */
  readonly onInterruption: (action: InterruptionBehavior) => void;
}

/** Assumptions, but for the notice, which is documented. */
export interface InterruptionOptions {
  /** Seconds from the notice to the interruption. Default 120; hibernation begins at once. */
  readonly notice?: number;
  /** The recommendation comes up to so many seconds before the notice, or together with it. Default 600. */
  readonly recommendationLead?: number;
  /** How likely a notice is sent at all, from 0 to 1. Default 1. */
  readonly noticeProbability?: number;
}

/**
 * Begins an interruption: recommendation, notice, and after two minutes the end. Answers how to call it off, for an
 * instance that ended by itself.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 */
export function interrupt(
  clock: Simulation,
  random: RandomStream,
  behavior: InterruptionBehavior,
  warned: Warned,
  { notice = 120, recommendationLead = 600, noticeProbability = 1 }: InterruptionOptions = {},
): () => void {
  const lead = random.next() * recommendationLead;
  const warning = behavior === 'hibernate' ? 0 : notice;
  const warns = random.next() < noticeProbability;
  // Nothing is said before this has returned, so that whoever hears it can call it off.
  let timer: Timer = clock.timer(0, () => {
    timer = clock.timer(lead, () => {
      timer = clock.timer(warning, () => warned.onInterruption(behavior));
      if (warns) warned.onNotice?.(behavior, clock.now + warning);
    });
    if (warns) warned.onRecommendation?.();
  });
  return () => timer.cancel();
}
