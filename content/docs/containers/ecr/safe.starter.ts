import type { LifecycleRule } from 'desired-capacity/ecr';

// Ten images are enough: all others expire.
export const rules: LifecycleRule[] = [
  {
    rulePriority: 1,
    selection: {
      tagStatus: 'any',
      countType: 'imageCountMoreThan',
      countNumber: 10,
    },
    action: { type: 'expire' },
  },
];
