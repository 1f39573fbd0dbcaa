import { check, Cloud } from 'desired-capacity';
import { inputs, shipping } from './inputs.starter.ts';

const machine = new Cloud().sfn.machine('shipping', shipping);
const ways = new Map<string, number>();
let failed = 0;
for (const input of inputs) {
  const run = await machine.start(input).done;
  if (run.status !== 'SUCCEEDED') failed += 1;
  for (const { name } of run.lanes) ways.set(name, (ways.get(name) ?? 0) + 1);
}
const missed = Object.keys(shipping.States).filter((name) => !ways.has(name));
check(
  'every state is entered',
  missed.length === 0,
  `not ${missed.join(', ')}`,
);
check('no execution fails', failed === 0, `${failed} do`);
check(
  'no input is there for nothing',
  inputs.length === 5,
  `five would do; there are ${inputs.length}`,
);
const kilos = inputs.map((input) => (input as { kg?: number }).kg);
check(
  'the bound of 20 kg is tried from both sides',
  kilos.includes(20) && kilos.some((kg) => kg !== undefined && kg > 20),
);
