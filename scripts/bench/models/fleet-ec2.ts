import { Cloud } from '../../../src/sim/index.ts';
import { DAY, demands, servers, SERVERS, times } from '../visits.ts';

/** The day on EC2: instances with their metrics, status checks and bills. Gives the mean response time in seconds. */
export async function run(): Promise<number> {
  const cloud = new Cloud({ traceLimit: 0 });
  const application = { concurrency: 2, serviceTime: 1 };
  const fleet = cloud.ec2.launch({ count: SERVERS, instanceType: 'm5.large', application });
  await cloud.waitUntil(() => fleet.every(({ serving }) => serving));
  const hosts = fleet.map(({ host }) => host!);
  const start = cloud.now;
  let done = 0;
  let spent = 0;
  cloud.process(function* visitors() {
    for (const [i, time] of times.entries()) {
      if (start + time > cloud.now) yield start + time - cloud.now;
      const came = cloud.now;
      hosts[servers[i]!]!.submit(demands[i]!, () => {
        done += 1;
        spent += cloud.now - came;
      });
    }
  });
  await cloud.run(2 * DAY);
  if (done !== times.length) throw new Error(`${done} of ${times.length} requests are done.`);
  return spent / done;
}
