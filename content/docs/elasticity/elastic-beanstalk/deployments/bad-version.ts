import { check, table } from 'desired-capacity';
import { deploy, POLICIES, type Run } from './shop.ts';

const share = 50; // knob percent of visits that fail on v2: 5..100 step 5

// Version 2 starts and answers its health check. Of its visits, some fail.
let turn = 0;
const bad = {
  respond: ({ headers }: { headers?: ReadonlyMap<string, string> }) => {
    const checks = headers?.get('user-agent')?.startsWith('ELB') ?? false;
    turn += share;
    return { status: checks || turn % 100 >= share ? 200 : 500 };
  },
};
const runs: Run[] = [];
for (const way of POLICIES)
  runs.push(await deploy(way, bad, { Timeout: 60 }));

// #region the table and the checks
const left = ({ runs: on }: Run) => `${on.filter((v) => v === 'v1').length} × v1, ${on.filter((v) => v === 'v2').length} × v2`; // prettier-ignore
table(
  'A version that fails under load',
  runs.map((run) => ({
    way: run.way,
    'runs afterwards': left(run),
    deployment: run.label === 'v2' ? 'succeeded' : 'failed',
    'visits failed': run.failed,
    'of visits': run.calls,
  })),
);
const [all, rolling, more, immutable, split, blueGreen] = runs as [Run, Run, Run, Run, Run, Run]; // prettier-ignore
check('all at once brings it to everybody', left(all) === '0 × v1, 4 × v2');
check(
  'a failed batch leaves two versions',
  left(rolling) === '3 × v1, 1 × v2',
);
check('an additional batch that fails leaves the old ones untouched', left(more) === '4 × v1, 0 × v2'); // prettier-ignore
check('immutable and traffic splitting go back by themselves', left(immutable) === '4 × v1, 0 × v2' && left(split) === '4 × v1, 0 × v2'); // prettier-ignore
check('blue/green shows nothing before visitors come', left(blueGreen) === '0 × v1, 4 × v2'); // prettier-ignore
// #endregion
