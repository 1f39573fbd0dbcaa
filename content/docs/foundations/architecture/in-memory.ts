import { arrivals, check, Cloud, table, Tally } from 'desired-capacity';

const lifetime = 60; // knob seconds in the cache: 10..300 step 10

// 45 readers a second look at 2,000 articles, some of them far more popular
// than others. A read takes the database 20 ms: it can do 50 a second.
async function site(cached: boolean) {
  const cloud = new Cloud({ traceLimit: 0 });
  // #region which article: the first ones far more often; and what is measured
  const random = cloud.random('articles');
  const popular = () => {
    const r = random.next();
    return Math.floor(2000 * r * r * r * r);
  };
  const times = new Tally();
  // #endregion
  const database = cloud.simulation.resource(1, 'the database');
  // What is kept in memory, and until when.
  const cache = new Map<number, number>();
  let reads = 0;
  arrivals(cloud, { rate: 45, lasting: 600 }, function* () {
    const begun = cloud.now;
    const article = popular();
    if (!cached || (cache.get(article) ?? 0) <= cloud.now) {
      reads += 1;
      yield* database.use(random.exponential(0.02));
      cache.set(article, cloud.now + lifetime);
    } else yield 0.001;
    times.add(cloud.now - begun);
  });
  await cloud.run(700);
  // #region a row
  return {
    design: cached ? 'with a cache' : 'database alone',
    'reads of the database a second': Math.round(reads / 60) / 10,
    'mean time (ms)': Math.round(1000 * times.mean),
  };
  // #endregion
}

// #region the table and the checks
const rows = [await site(false), await site(true)];
table('Ten minutes', rows);
const [alone, cache] = rows;
const reads = 'reads of the database a second';
check('a cache keeps most reads from the database', cache![reads] < alone![reads] / 2); // prettier-ignore
check('and answers sooner', cache!['mean time (ms)'] < alone!['mean time (ms)'] / 4); // prettier-ignore
// #endregion
