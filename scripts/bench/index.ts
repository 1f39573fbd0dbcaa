import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import type { Took } from './site-copy.ts';
import type { RunFigures } from './run.ts';

/**
 * `npm run bench` runs every bench, `npm run bench -- NAME …` those named. Each has a process to itself, so that none
 * runs code which another one's use has shaped. A bench prints its figures, beside each aim; it judges nothing.
 */
const benches: Record<string, () => Promise<void>> = {
  async callbacks() {
    const { callbacks } = await import('./callbacks.ts');
    console.log(
      'Callbacks: the kernel against a bare 4-ary heap of (time, sequence, closure); aim: 0.8 of it',
    );
    for (const { model, heap, kernel } of await callbacks()) {
      console.log(
        `  ${model}: heap ${nanos(heap)}, kernel ${nanos(kernel)}: ${(heap / kernel).toFixed(2)} of it`,
      );
    }
  },

  async processes() {
    const { processes } = await import('./processes.ts');
    console.log('Generator processes: an M/M/1 customer; aim: 25 × SimPy');
    for (const { model, kernel, peers } of await processes()) {
      console.log(`  ${model}: kernel ${nanos(kernel)}`);
      for (const [peer, time] of Object.entries(peers)) {
        console.log(`    ${peer} ${nanos(time)}: the kernel is ${(time / kernel).toFixed(1)} × as fast`);
      }
      if (Object.keys(peers).every((peer) => !peer.startsWith('SimPy'))) {
        console.log('    SimPy is not installed (Debian: python3-simpy3): not compared');
      }
    }
  },

  async fleet() {
    const { fleet } = await import('./fleet.ts');
    const { requests, figures } = fleet();
    console.log(`1,000 servers, a day's load of ${count(requests)} requests; no aim`);
    for (const { who, perSecond, megabytes } of figures)
      console.log(`  ${who}: ${count(perSecond)} requests a second, ${megabytes.toFixed(0)} MB at most`);
  },

  async sqs() {
    const { sqs } = await import('./sqs.ts');
    const { cycles, waiting } = await sqs();
    console.log('SQS: send, receive and delete, cycles a second; aim: 1,000,000 by the queue’s own methods');
    for (const [face, perSecond] of Object.entries(cycles)) console.log(`  by ${face}: ${count(perSecond)}`);
    for (const { messages, each, seconds } of waiting) {
      console.log(
        `  ${count(messages)} messages waiting: ${each.toFixed(0)} bytes each beside the body, sent in ${seconds.toFixed(1)} s`,
      );
    }
  },

  async streams() {
    const { streams } = await import('./streams.ts');
    console.log('Streams: records of 100 bytes a second; aim: 100,000');
    for (const [what, perSecond] of Object.entries(await streams()))
      console.log(`  ${what}: ${count(perSecond)}`);
  },

  async edge() {
    const { edge } = await import('./edge.ts');
    console.log('The edge: answers and cache look-ups a second, of processor time');
    for (const [what, perSecond] of Object.entries(await edge()))
      console.log(`  ${what}: ${count(perSecond)}`);
  },

  async patterns() {
    const { patterns } = await import('./patterns.ts');
    console.log(
      'Event patterns: events of 900 bytes a second, from text to matches; aim: half of event-ruler',
    );
    for (const { kind, index, naive, ruler } of await patterns()) {
      const published = ruler === undefined ? '' : `, event-ruler (published) ${count(ruler)}`;
      console.log(`  ${kind}: ${count(index)}, naive ${count(naive)}${published}`);
    }
  },

  async fanout() {
    const { fanout } = await import('./fanout.ts');
    console.log('Fan-out to 100 queues, deliveries a second; aim: 50,000');
    for (const [who, perSecond] of Object.entries(await fanout()))
      console.log(`  ${who}: ${count(perSecond)}`);
  },

  async workflows() {
    const { workflows } = await import('./workflows.ts');
    console.log(
      'Step Functions: transitions a second, with history; no peer is on the registry; aim: 20,000',
    );
    for (const [language, perSecond] of Object.entries(await workflows()))
      console.log(`  ${language}: ${count(perSecond)}`);
  },

  async containers() {
    const { containers } = await import('./containers.ts');
    console.log('ECS: placements a second on 1,000 instances, ten tasks a call; no aim');
    for (const [strategy, perSecond] of Object.entries(await containers()))
      console.log(`  ${strategy}: ${count(perSecond)}`);
  },

  async invocations() {
    const { invocations, million } = await import('./invocations.ts');
    console.log('Lambda: invocations of a warm function a second; no aim');
    for (const [way, perSecond] of Object.entries(await invocations()))
      console.log(`  ${way}: ${count(perSecond)}`);
    const { calls, figures } = million();
    console.log(`A day of ${count(calls)} invocations, cold starts among them; no aim`);
    for (const { who, perSecond, megabytes } of figures)
      console.log(
        `  ${who}: ${(calls / perSecond).toFixed(1)} s, ${count(perSecond)} invocations a second, ${megabytes.toFixed(0)} MB at most`,
      );
  },

  async 'front-door'() {
    const { frontDoor } = await import('./front-door.ts');
    console.log('API Gateway: requests a second through the pipeline, one after the other');
    for (const [way, perSecond] of Object.entries(await frontDoor()))
      console.log(`  ${way}: ${count(perSecond)}`);
  },

  async day() {
    const { day, DAY } = await import('./day.ts');
    const share = 0.01;
    const { requests, seconds, heap, instances } = await day(share);
    console.log(
      'A day at 1,000 requests a second through an Application Load Balancer and a group; aim: 180 s on one core',
    );
    const each = seconds / requests;
    console.log(
      `  ${count(requests)} requests of it, on ${instances} instances: ${nanos(each * 1e9)} of processor time each, ` +
        `${count(each * DAY)} s for the day`,
    );
    console.log(`  heap: ${count(heap[0])} bytes at first, ${count(heap[1])} at last`);
  },

  async run() {
    const { measureRun } = await import('./run.ts');
    console.log('Run to first output, in the Instant engine; aims: cold < 150 ms, warm < 50 ms');
    tellRun(await measureRun());
  },

  async chunks() {
    const { chunks } = await import('./chunks.ts');
    console.log(
      'The same with 40 more services, each a copy of SQS; aims: as without them, core < 25,000 bytes gzip',
    );
    tellRun(await chunks(40));
  },

  async 'page-weight'() {
    const { sandboxWeight } = await import('./page-weight.ts');
    const { page, with: a, without: b } = await sandboxWeight();
    console.log(`Page weight of ${page}, bytes gzip; aim: script and style of its sandboxes < 5,120`);
    for (const [label, weight] of Object.entries({ with: a, without: b })) {
      console.log(
        `  ${label} sandboxes: html ${weight.html}, script ${weight.script}, style ${weight.style}`,
      );
    }
    console.log(`  beyond the page without: ${a.script + a.style - b.script - b.style} of script and style`);
  },

  async reader() {
    const { reader } = await import('./reader.ts');
    const { visits, runs, heap, gaps } = await reader();
    console.log(
      'What a reader meets; aims at 4 × slower: layout shift 0.02, largest 1,200 ms, blocking 200 ms, HTML 200,000 bytes',
    );
    for (const { path, slower, shift, largest, blocking, html, bytes, requests } of visits) {
      console.log(
        `  ${path} at ${slower} ×: shift ${shift.toFixed(3)}, largest ${millis(largest)}, blocking ${millis(blocking)}, ` +
          `HTML ${count(html)} of ${count(bytes)} bytes in ${requests} requests`,
      );
    }
    console.log('Run to result; aims at 4 × slower: cold 400 ms, warm 150 ms');
    for (const { slower, cold, warm } of runs)
      console.log(`  at ${slower} ×: cold ${millis(cold)}, warm ${millis(warm)}`);
    console.log(`The page's heap: ${count(heap[0])} bytes after a run, ${count(heap[1])} after 50`);
    console.log('The page stands still while a large run is drawn; aim: 100 ms');
    for (const [name, most] of gaps) console.log(`  ${name}: ${millis(most)}`);
  },

  async build() {
    const { buildTimes } = await import('./build.ts');
    const { cold, warm, copies } = buildTimes();
    console.log('Build, its examples run already; aims: the site in 15 s, a further page in 150 ms');
    console.log(`  the site: cold ${took(cold)}, warm ${took(warm)}`);
    for (const { count, first, again, each } of copies) {
      console.log(`  with ${count} more pages: first ${took(first)}, again ${took(again)}`);
      console.log(
        `    each ${millis(each.seconds * 1000)}, of which ${millis(each.processor * 1000)} of processor`,
      );
    }
  },

  async checks() {
    const { checkTimes } = await import('./checks.ts');
    console.log('npm run check; aims: all of it in 40 s, one edited chapter in 10 s');
    for (const [which, { whole, parts }] of Object.entries(checkTimes())) {
      const label = { first: 'all', again: 'all again', chapter: 'one edited chapter' }[which];
      const each = Object.entries(parts).map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`);
      console.log(`  ${label}: ${whole.toFixed(1)} s (side by side: ${each.join(', ')})`);
    }
  },
};

function tellRun({ cold, warm, done, late, bytes, all }: RunFigures): void {
  console.log(`  cold ${millis(cold)}, warm ${millis(warm)}, to the end of the run ${millis(done)}`);
  console.log(`  an endless loop ends ${millis(late)} after its deadline`);
  for (const [name, size] of Object.entries(bytes)) console.log(`  ${name}: ${size} bytes gzip`);
  const loaded = Object.values(bytes).reduce((sum, size) => sum + size, 0);
  console.log(`  loaded ${loaded} of ${all} bytes gzip`);
}

const took = ({ seconds, processor }: Took) =>
  `${seconds.toFixed(1)} s (${processor.toFixed(1)} s of processor)`;
const nanos = (n: number) => `${n.toFixed(0)} ns`;
const count = (n: number) => Math.round(n).toLocaleString('en');
const millis = (n: number) => `${n.toFixed(0)} ms`;

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

if (names.length === 1) {
  await benches[names[0]!]!();
} else {
  const { model } = cpus()[0] ?? { model: 'unknown' };
  console.log(`Node ${process.versions.node}, ${availableParallelism()} × ${model}\n`);
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    const { status } = spawnSync(process.execPath, [import.meta.filename, name], { stdio: 'inherit' });
    if (status !== 0) {
      console.error(`  ${name} failed.`);
      process.exitCode = 1;
    }
    console.log();
  }
}
