import { check, table } from 'desired-capacity';
import { lose } from './lose.ts';

const decide = 15; // knob minutes until somebody decides: 0..60 step 5
const backupEvery = 6; // knob hours between backups: 1..24

const plans = {
  'backup and restore': { servers: 0, replica: false },
  'pilot light': { servers: 0, replica: true },
  'warm standby': { servers: 2, replica: true },
  'active and active': { servers: 6, replica: true },
};
const rows: Record<string, string | number>[] = [];
for (const [strategy, plan] of Object.entries(plans)) {
  const { first, whole, lost, usd } = await lose({ ...plan, decide, backupEvery }); // prettier-ignore
  rows.push({
    strategy,
    'first answer (min)': Math.round(10 * first) / 10,
    'full service (min)': Math.round(10 * whole) / 10,
    'orders lost (min)': Math.round(10 * lost) / 10,
    'servers there, USD a month': Math.round(usd),
  });
}
table('The main Region is lost', rows);
// #region the checks
const column = (name: string) => rows.map((row) => Number(row[name])); // prettier-ignore
const falling = (values: number[]) => values.every((v, i) => i === 0 || v <= values[i - 1]!); // prettier-ignore
check('each strategy is back sooner than the one before', falling(column('full service (min)'))); // prettier-ignore
check('and costs more', falling(column('servers there, USD a month').map((usd) => -usd))); // prettier-ignore
const lost = column('orders lost (min)');
check('backups lose hours, replicas seconds', lost[0]! > 30 && lost.slice(1).every((minutes) => minutes < 0.2)); // prettier-ignore
const first = column('first answer (min)');
check('a standby answers before it is large enough', first[2]! < column('full service (min)')[2]!); // prettier-ignore
check('with both active nothing has to be started', first[3] === column('full service (min)')[3]); // prettier-ignore
// #endregion
