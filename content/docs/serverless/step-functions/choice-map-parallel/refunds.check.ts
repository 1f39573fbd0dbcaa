import { check, Cloud } from 'desired-capacity';
import { refunds } from './refunds.starter.ts';

const machine = new Cloud().sfn.machine('refunds', refunds);

/** The state that a refund comes to. */
async function way(input: object): Promise<string> {
  const run = await machine.start(input).done;
  if (run.status !== 'SUCCEEDED') return `${run.error}`;
  return run.lanes.at(-1)!.name;
}

const small = await way({ amount: 20 });
check('a refund of 20 is paid', small === 'Pay', small);
const exact = await way({ amount: 100 });
check('one of exactly 100 is paid', exact === 'Pay', exact);
const large = await way({ amount: 101 });
check('one of 101 goes to a person', large === 'Ask a person', large);
const missing = await way({ order: 17 });
check(
  'one without an amount goes to a person',
  missing === 'Ask a person',
  missing,
);
const negative = await way({ amount: -5 });
check('and so does a negative one', negative === 'Ask a person', negative);
