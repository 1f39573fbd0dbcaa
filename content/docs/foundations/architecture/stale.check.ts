import { arrivals, check, Cloud, table } from 'desired-capacity';
import { read, save } from './stale.starter.ts';

// 45 readers a second, 200 articles, an editor with a new text now and then.
const cloud = new Cloud({ traceLimit: 0 });
let reads = 0;
// #region a database that counts its reads
class Database extends Map<number, string> {
  override get(id: number) {
    reads += 1;
    return super.get(id);
  }
}
// #endregion
const database = new Database();
const cache = new Map<number, string>();
const newest = Array.from({ length: 200 }, () => 'first');
for (const [id, text] of newest.entries()) database.set(id, text);

const random = cloud.random('articles');
let [all, stale] = [0, 0];
arrivals(cloud, { rate: 45, lasting: 600 }, () => {
  const id = random.integer(0, 199);
  all += 1;
  stale += Number(read(cache, database, id) !== newest[id]);
});
arrivals(cloud, { rate: 0.2, lasting: 600 }, () => {
  const id = random.integer(0, 199);
  newest[id] = `text of second ${Math.round(cloud.now)}`;
  save(cache, database, id, newest[id]!);
});
await cloud.run(610);
table('Ten minutes', [{ visits: all, 'reads of the database': reads, 'old texts shown': stale }]); // prettier-ignore
check('nobody sees an old text', stale === 0);
check('the cache still keeps nine reads of ten from the database', reads < all / 10); // prettier-ignore
