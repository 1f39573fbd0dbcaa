import { HttpClient, minutes, type Cloud } from 'desired-capacity';
import type { Yieldable } from 'desired-capacity';
import type { Queue } from 'desired-capacity/sqs';
import type { Ask, Part } from './architecture.ts';
import { PATIENCE, WORK } from './day.ts';

/** An instance in a zone, with a program of our own: it answers while its zone has power. */
export function server(
  cloud: Cloud,
  zone: string,
  instanceType: string,
  program: Ask,
) {
  const [machine] = cloud.ec2.launch({
    instanceType,
    placement: { availabilityZone: zone },
  });
  const host = `${machine!.id}:80`;
  function* answer(path: string) {
    const isGood = path === '/' || (yield* program(path.slice(1)));
    return { status: isGood ? 200 : 502 };
  }
  const endpoint = cloud.ec2.endpoints.listen(host, ({ path = '/' }) =>
    answer(path),
  );
  cloud.faults.listen(() => {
    const isUp = cloud.faults.isUp(machine!.id);
    endpoint.condition = { kind: isUp ? 'accept' : 'black-hole' };
  });
  return { id: machine!.id, host, endpoint };
}

/** A client of a host: tells whether it got what it wanted. */
export function visitor(cloud: Cloud, host: () => string): Ask {
  const browser = new HttpClient(cloud, {
    readTimeout: PATIENCE,
    maxPerHost: 1000,
  });
  return function* ask(what) {
    const path = `/${what}`;
    const outcome = yield* browser.request({ host: host(), path });
    return outcome.kind === 'response' && outcome.response.status === 200;
  };
}

/** Whoever uploads and watches. */
export const visitors: Part = {
  shape: 'visitor',
  label: 'Visitor',
  to: { door: '' },
  make: (_, { door }) => door!,
};

/** A load balancer before the web servers. */
export const doors: Part = {
  shape: 'server',
  label: 'Load balancer',
  to: { web: '' },
  make: ({ cloud }, { web }) => frontDoor(cloud, web!),
};

/** The bucket of what was uploaded. */
export const originals: Part = {
  shape: 'store',
  label: 'Originals in S3',
  make: ({ cloud }) => {
    const bucket = cloud.s3.bucket('cattube-originals');
    return function* put(key) {
      bucket.put(key, 'a video of a cat');
      return true;
    };
  },
};

/** Where thumbnails and the catalogue are written. */
export const storage: Part = {
  shape: 'store',
  label: 'Storage<br/>thumbnail, catalogue',
  make: ({ done }) =>
    function* write(key) {
      for (const job of ['thumbnail', 'catalogue']) done(job, key);
      return true;
    },
};

/** What a worker does with a video, and whom it tells then. */
export function converter(most: number, next?: string): Part {
  return {
    shape: 'fleet',
    label: `Converters<br/>0 to ${most} instances`,
    ...(next && { to: { [next]: '' } }),
    make: ({ isBroken, done }, to) =>
      function* convert(key) {
        if (isBroken()) throw new Error('the converter crashed');
        yield WORK;
        done('convert', key);
        return next ? yield* to[next]!(key) : true;
      },
  };
}

/** A load balancer before two small web servers in two zones. */
function frontDoor(cloud: Cloud, program: Ask) {
  const servers = ['us-east-1a', 'us-east-1b'].map((zone) =>
    server(cloud, zone, 't3.micro', program),
  );
  const door = cloud.elasticloadbalancingv2.balancer('door', {
    targets: servers,
    healthCheck: { interval: 60 },
    attributes: { 'idle_timeout.timeout_seconds': PATIENCE },
  });
  return visitor(cloud, () => door.dnsName);
}

/**
 * A fleet that takes its work from a queue: an Auto Scaling group of two-vCPU
 * instances, as many as the backlog calls for, and none where there is none.
 */
export function fleet(
  cloud: Cloud,
  queue: Queue,
  most: number,
  work: (body: string) => Generator<Yieldable, unknown>,
) {
  const name = 'workers';
  const group = cloud.autoscaling.createGroup(name, {
    instanceType: 'c6i.large',
    detailedMonitoring: false,
    minSize: 0,
    maxSize: most,
  });
  const working = new Map<string, number>();
  let idle = 0;
  // Once a minute: one instance for each six videos that wait or are in work.
  cloud.process(function* scale() {
    while (true) {
      const backlog =
        queue.approximateNumberOfMessages +
        queue.approximateNumberOfMessagesNotVisible;
      idle = backlog === 0 ? idle + 1 : 0;
      const wanted = Math.min(most, Math.ceil(backlog / 6));
      // It shrinks when nothing was to do for ten minutes: no worker loses its video.
      const { desiredCapacity } = group;
      if (wanted > desiredCapacity || (idle >= 10 && desiredCapacity > 0))
        group.setDesiredCapacity(wanted);
      for (const { id } of group.inService)
        for (let n = working.get(id) ?? 0; n < 2; n += 1) {
          working.set(id, n + 1);
          cloud.process(() => worker(id));
        }
      yield minutes(1);
    }
  });
  function* worker(id: string): Generator<Yieldable, void> {
    while (cloud.ec2.instance(id).state === 'running') {
      const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 20 });
      if (!message) continue;
      try {
        yield* work(message.body);
        if (cloud.faults.isUp(id)) queue.deleteMessage(message.receiptHandle);
      } catch {
        // It crashed: the message comes back when it has been hidden long enough.
      }
    }
  }
  return group;
}
