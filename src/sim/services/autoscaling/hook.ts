import type { LifecycleHook } from './plan/lifecycle-hook.ts';

/** A hook of a group, and whom it tells. */
export interface Hook extends LifecycleHook {
  readonly notificationTargetARN: string | undefined;
  readonly roleARN: string | undefined;
  readonly notificationMetadata: string | undefined;
}
