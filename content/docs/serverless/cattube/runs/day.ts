import { arrivals, Cloud, hours, minutes, spike } from 'desired-capacity';
import type { Yieldable } from 'desired-capacity';
import { at, FAULTS, type Fault, type Video } from './plan.ts';
import { Report } from './report.ts';

export * from './plan.ts';

/** A site, as its visitors see it: true where it works. */
export interface Site {
  upload(video: Video): Generator<Yieldable, boolean>;
  watch(): Generator<Yieldable, boolean>;
}

/** What a site is built on. */
export interface Ground {
  cloud: Cloud;
  /** Whether the converter crashes now. */
  isBroken(): boolean;
  /** Notes that a job is done for a video. */
  done(job: string, key: string): void;
}

/** Builds a site. */
export type Build = (ground: Ground) => Site;

/** A day of one site, with an hour before and an hour after. */
export async function aDay(
  build: Build,
  faults: readonly string[] = Object.keys(FAULTS),
): Promise<Report> {
  const cloud = new Cloud();
  const videos = new Map<string, Video>();
  const has = (fault: Fault) => faults.includes(fault);
  const site = build({
    cloud,
    isBroken: () =>
      has('converter') && cloud.now >= at(12) && cloud.now < at(13),
    done: (job, key) => videos.get(key)!.done.set(job, cloud.now),
  });
  // An hour without visitors: what does CatTube cost then?
  await cloud.run(at(10));
  const idle = costOf(cloud);

  if (has('zone'))
    cloud.faults.raise(
      { kind: 'down', place: 'us-east-1a' },
      { at: at(15) - cloud.now, lasting: hours(1) },
    );
  const base = 30 / 3600; // thirty videos an hour
  const peak = has('viral') ? 12 * base : base;
  const rate = spike({
    base,
    peak,
    at: at(17) - cloud.now,
    lasting: hours(1),
  });
  arrivals(cloud, { rate, lasting: hours(10) }, function* (n) {
    const video: Video = { key: `v${n}`, at: cloud.now, done: new Map() };
    videos.set(video.key, video);
    if (yield* site.upload(video)) video.taken = cloud.now;
  });
  const report = new Report(videos, idle);
  cloud.process(function* look() {
    while (true) {
      yield minutes(5);
      const seen = yield* site.watch();
      report.look(cloud.now, seen);
    }
  });
  await cloud.run(hours(10));
  report.cost = costOf(cloud) / 11;
  await cloud.run(hours(1));
  return report;
}

const costOf = (cloud: Cloud) =>
  cloud.meter.bill().reduce((sum, { usd }) => sum + usd, 0);
