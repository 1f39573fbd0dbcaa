import { arrivals, Cloud, hours, minutes, spike } from 'desired-capacity';
import type { Yieldable } from 'desired-capacity';
import { Report } from './report.ts';

/** Seconds of one vCPU that the conversion of a video takes. */
export const WORK = 60;
/** Seconds after which a visitor gives up. */
export const PATIENCE = 180;
/** The clock of a run begins at nine. Uploads come from ten to twenty. */
export const BEGIN = 9;
/** Seconds of the run at an hour of the day. */
export const at = (hour: number) => hours(hour - BEGIN);

/** What may befall CatTube on that day, and from when to when. */
export const FAULTS = {
  /** The converter crashes with each video that it gets. */
  converter: [12, 13],
  /** Zone us-east-1a has no power. */
  zone: [15, 16],
  /** Twelve times as many videos come. */
  viral: [17, 18],
} as const;
/** One of them. */
export type Fault = keyof typeof FAULTS;

/** An upload, and what has become of it. */
export interface Video {
  key: string;
  /** When it came. */
  at: number;
  /** When the visitor was told that the site has it. */
  taken?: number;
  /** When each job was done for it. */
  done: Map<string, number>;
}

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
