/** A change of a stage, as UpdateStage takes it. */
interface Change {
  op: 'replace' | 'remove' | 'copy';
  path: string;
  from?: string;
  value?: string;
}

// The canary has done well. The stage is to take its deployment and its
// variables, and the canary is to end. This only ends it. Your turn.
export const changes: Change[] = [{ op: 'remove', path: '/canarySettings' }];
