import { Cloud } from '../../../src/sim/index.ts';
import { DAY, durations, INIT, KEEP_ALIVE, times } from '../calls.ts';

/** The day on Lambda: admission, environments, metrics and bills. Gives the mean response time in seconds. */
export async function run(): Promise<number> {
  const cloud = new Cloud({ traceLimit: 0 });
  const { lambda } = cloud;
  lambda.model.environments.keepAlive = KEEP_ALIVE;
  lambda.createFunction({
    functionName: 'work',
    timeout: 30,
    code: {
      initDuration: INIT,
      duration: 0,
      load: () =>
        function* work({ seconds }: { seconds: number }) {
          yield seconds;
        },
    },
  });
  const start = cloud.now;
  let done = 0;
  let spent = 0;
  function* call(seconds: number) {
    const came = cloud.now;
    yield* lambda.run('work', { seconds });
    done += 1;
    spent += cloud.now - came;
  }
  cloud.process(function* callers() {
    for (const [i, time] of times.entries()) {
      if (start + time > cloud.now) yield start + time - cloud.now;
      cloud.process(() => call(durations[i]!));
    }
  });
  await cloud.run(DAY + 60);
  if (done !== times.length) throw new Error(`${done} of ${times.length} calls are done.`);
  return spent / done;
}
