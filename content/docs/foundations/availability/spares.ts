import { check, Cloud, days, table, TimeWeighted } from 'desired-capacity';
import { availability, parallel, series } from 'desired-capacity/ec2';

const share = 0.99; // knob the database is up: 0.9..0.99 step 0.01

// Each server runs for nine days on average, and is then mended for one.
const server = availability(9, 1);
const database = share;

// #region three servers and a database that fail and are mended, for 250 years
const cloud = new Cloud({ traceLimit: 0 });
const up = { a: true, b: true, c: true, database: true };
const systems = {
  'one server': () => up.a,
  'two servers': () => up.a || up.b,
  'three servers': () => up.a || up.b || up.c,
  'three servers and a database': () => (up.a || up.b || up.c) && up.database,
};
const measured = Object.values(systems).map(
  () => new TimeWeighted(() => cloud.now, 1),
);
const changed = () =>
  Object.values(systems).forEach((system, i) =>
    measured[i]!.set(Number(system())),
  );
function live(name: keyof typeof up, mtbf: number, mttr: number) {
  const random = cloud.random(name);
  cloud.process(function* () {
    while (true) {
      yield days(random.exponential(mtbf));
      up[name] = false;
      changed();
      yield days(random.exponential(mttr));
      up[name] = true;
      changed();
    }
  });
}
live('a', 9, 1);
live('b', 9, 1);
live('c', 9, 1);
live('database', share / (1 - share), 1);
await cloud.run(days(250 * 365));
// #endregion
const spares = parallel(server, server, server);
const formula = [
  server,
  parallel(server, server),
  spares,
  series(spares, database),
];
// #region the table and the checks
const percent = (x: number) => Math.round(1e4 * x) / 100;
const rows = Object.keys(systems).map((system, i) => ({
  system,
  'by the formula (%)': percent(formula[i]!),
  'measured (%)': percent(measured[i]!.mean),
}));
table('Up, of 250 years', rows);
check(
  'the formula and 250 years agree',
  measured.every(({ mean }, i) => Math.abs(mean - formula[i]!) < 0.004),
);
const [one, two, three, whole] = measured.map(({ mean }) => mean);
check('each spare takes nine tenths of the downtime away', 1 - two! < 0.13 * (1 - one!) && 1 - three! < 0.15 * (1 - two!)); // prettier-ignore
check('the whole is less than its database', whole! < share + 0.002);
// #endregion
