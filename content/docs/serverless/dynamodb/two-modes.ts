import { check, Cloud, minutes, table as show } from 'desired-capacity';

const cloud = new Cloud();
const reads = 8; // knob reads a second: 4..12

// #region five quiet minutes, then twenty of reads; what is refused, and when first
function run(name: string, options: object) {
  const prices = cloud.dynamodb.table(name, options);
  prices.put({ id: 'book', euros: 12 });
  let refused = 0;
  let first: number | undefined;
  cloud.process(function* shop() {
    yield minutes(5);
    for (let read = 0; read < minutes(20) * reads; read += 1) {
      try {
        prices.get({ id: 'book' }, { consistentRead: true });
      } catch {
        first ??= Math.floor(read / reads);
        refused += 1;
      }
      yield 1 / reads;
    }
  });
  return () => ({ table: name, refused, 'first after, s': first ?? 'never' });
}
// #endregion

const provisioned = run('provisioned, 6 a second', {
  readCapacityUnits: 6,
  writeCapacityUnits: 1,
});
const onDemand = run('on demand', {});
await cloud.run(minutes(26));

// #region show both, and the checks
const rows = [provisioned(), onDemand()];
show('Twenty minutes of reads', rows);
check('the provisioned table refuses, once its savings are gone', rows[0]!.refused > 0); // prettier-ignore
check('the savings of five minutes last for 900 seconds', Number(rows[0]!['first after, s']) >= 890 && Number(rows[0]!['first after, s']) <= 905); // prettier-ignore
check('the table on demand refuses nothing', rows[1]!.refused === 0);
// #endregion
