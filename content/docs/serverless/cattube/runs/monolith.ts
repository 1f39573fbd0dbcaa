import { minutes } from 'desired-capacity';
import { WORK, type Build } from './day.ts';
import { server, visitor } from './parts.ts';

/** One machine, and one program on it that does everything. */
export const monolith = monolithOn('c5.xlarge', 4);

/** The same on a smaller or larger machine. */
export function monolithOn(type: string, vcpus: number): Build {
  return ({ cloud, isBroken, done }) => {
    const cpus = cloud.simulation.resource(vcpus, 'vCPUs');
    const { host, endpoint } = server(cloud, 'us-east-1a', type, program);

    function* program(path: string) {
      if (path === '/watch') return { status: 200 };
      const key = path.slice(1);
      if (isBroken()) return crash();
      yield* cpus.use(WORK);
      for (const job of ['convert', 'thumbnail', 'catalogue']) done(job, key);
      return { status: 200 };
    }
    // The converter is a part of the program: it takes the program with it.
    function crash() {
      endpoint.condition = { kind: 'refuse' };
      cloud.simulation.schedule(minutes(2), () => {
        endpoint.condition = { kind: 'accept' };
      });
      return { status: 500 };
    }

    const ask = visitor(cloud, () => host);
    return {
      upload: ({ key }) => ask(`/${key}`),
      watch: () => ask('/watch'),
    };
  };
}
