import { check, Cloud, days, table } from 'desired-capacity';
import { release } from './release.ts';

const first = 'prod*'; // knob 'prod*' | 'beta*'

// Three images: the oldest two were released, the newest is a beta.
const cloud = new Cloud();
const repository = cloud.ecr.repository('shop');
for (const tags of [['beta-1', 'prod-1'], ['beta-2', 'prod-2'], ['beta-3']]) {
  release(repository, ...tags);
  await cloud.run(days(1));
}
// Each rule keeps one image, and expires what is older.
const keepOne = (rulePriority: number, pattern: string) =>
  ({
    rulePriority,
    selection: {
      tagStatus: 'tagged',
      tagPatternList: [pattern],
      countType: 'imageCountMoreThan',
      countNumber: 1,
    },
    action: { type: 'expire' },
  }) as const;
const second = first === 'prod*' ? 'beta*' : 'prod*';
const rules = [keepOne(1, first), keepOne(2, second)];
const expired = repository.previewOf(rules);

// #region a table and the checks
table(
  'A preview',
  repository.images.map(({ digest }) => {
    const tags = repository.tagsOf(digest).join(', ');
    const rule = expired.find((one) => one.tags.join(', ') === tags);
    return { image: tags, fate: rule ? `rule ${rule.rulePriority}` : 'kept' };
  }),
);
check('the oldest goes', expired[0]!.tags.includes('prod-1'));
check(
  'what the first rule has seen, the second does not mark',
  expired.length === 1,
);
check('the preview has deleted nothing', repository.images.length === 3);
// #endregion
