/** A change of a stage, as UpdateStage takes it. */
interface Change {
  op: 'replace' | 'remove' | 'copy';
  path: string;
  from?: string;
  value?: string;
}

export const changes: Change[] = [
  {
    op: 'copy',
    from: '/canarySettings/deploymentId',
    path: '/deploymentId',
  },
  {
    op: 'copy',
    from: '/canarySettings/stageVariableOverrides',
    path: '/variables',
  },
  { op: 'remove', path: '/canarySettings' },
];
