import { check, Cloud } from 'desired-capacity';
import { code } from './outside.starter.ts';

const cloud = new Cloud();
let connections = 0;
const connect = async () => {
  connections += 1;
  await cloud.sleep(0.3);
  return { query: async (sql: string) => `rows of ${sql}` };
};
cloud.lambda.createFunction({
  functionName: 'orders',
  code: code(connect),
});
const runs = [];
for (let i = 0; i < 20; i += 1)
  runs.push(await cloud.lambda.run('orders', { sql: 'SELECT 1' }));

check(
  'each call gets its rows',
  runs.every(({ value }) => value === 'rows of SELECT 1'),
);
check(
  'one environment opens one connection',
  connections === 1,
  `it opened ${connections}`,
);
const warm = Math.max(...runs.slice(1).map(({ duration }) => duration));
check(
  'a warm call takes less than 50 ms',
  warm < 0.05,
  `one took ${Math.round(warm * 1000)} ms`,
);
