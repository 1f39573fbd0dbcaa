import { minutes } from 'desired-capacity';
import { built, type Architecture, type Ask } from './architecture.ts';
import { WORK, type Build, type Ground } from './day.ts';
import { server, visitor } from './parts.ts';
import { JOBS } from './report.ts';

/** One machine, and one program on it that does everything. */
export const monolith = monolithOn('c5.xlarge', 4);

/** The same on a smaller or larger machine. */
export function monolithOn(type: string, vcpus: number): Build {
  return built(oneMachine(type, vcpus));
}

/** Its parts. */
export function oneMachine(type: string, vcpus: number): Architecture {
  return {
    visitor: {
      shape: 'visitor',
      label: 'Visitor',
      to: { machine: '' },
      make: (_, { machine }) => machine!,
    },
    machine: {
      shape: 'server',
      label: `One program on a ${type}<br/>${JOBS.join(', ')}`,
      make: (ground) => oneProgram(ground, type, vcpus),
    },
  };
}

function oneProgram(ground: Ground, type: string, vcpus: number): Ask {
  const { cloud, isBroken, done } = ground;
  const cpus = cloud.simulation.resource(vcpus, 'vCPUs');
  const { host, endpoint } = server(cloud, 'us-east-1a', type, program);

  function* program(what: string) {
    if (what === 'watch') return true;
    if (isBroken()) return crash();
    yield* cpus.use(WORK);
    for (const job of ['convert', 'thumbnail', 'catalogue']) done(job, what);
    return true;
  }
  // The converter is a part of the program: it takes the program with it.
  function crash() {
    endpoint.condition = { kind: 'refuse' };
    cloud.simulation.schedule(minutes(2), () => {
      endpoint.condition = { kind: 'accept' };
    });
    return false;
  }
  return visitor(cloud, () => host);
}
