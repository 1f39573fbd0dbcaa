import type { LifecycleRule } from 'desired-capacity/ecr';

// What is in production is seen by the first rule, so that no later one
// may mark it. Then ten images are enough.
export const rules: LifecycleRule[] = [
  {
    rulePriority: 1,
    selection: {
      tagStatus: 'tagged',
      tagPatternList: ['production'],
      countType: 'imageCountMoreThan',
      countNumber: 1,
    },
    action: { type: 'expire' },
  },
  {
    rulePriority: 2,
    selection: {
      tagStatus: 'any',
      countType: 'imageCountMoreThan',
      countNumber: 10,
    },
    action: { type: 'expire' },
  },
];
