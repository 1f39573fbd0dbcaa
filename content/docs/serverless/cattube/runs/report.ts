import {
  at,
  BEGIN,
  FAULTS,
  PATIENCE,
  type Fault,
  type Video,
} from './plan.ts';

/** The five jobs of CatTube. */
export const JOBS = ['upload', 'watch', 'convert', 'thumbnail', 'catalogue'];

/** What is known of a day. */
export class Report {
  /** US dollars for an hour in which nobody came. */
  readonly idle: number;
  /** US dollars for an hour of the day, on average. */
  cost = 0;
  /** Uploads that nobody can watch, over the hours: not yet, or never. */
  readonly missing: [hour: number, videos: number][] = [];
  readonly #videos: Map<string, Video>;
  readonly #unseen: number[] = [];

  constructor(videos: Map<string, Video>, idle: number) {
    this.#videos = videos;
    this.idle = idle;
  }

  /** Somebody has wanted to watch. */
  look(now: number, seen: boolean): void {
    if (!seen) this.#unseen.push(now);
    const hour = BEGIN + Math.round(now / 300) / 12;
    this.missing.push([hour, this.uploads().filter(isMissing).length]);
  }

  /** The uploads of some hours. */
  uploads(from = BEGIN, to = 24): Video[] {
    return [...this.#videos.values()].filter(
      (video) => video.at >= at(from) && video.at < at(to),
    );
  }

  /** Uploads whose visitor saw an error or gave up, or that nobody will ever watch. */
  lost(from = BEGIN, to = 24): number {
    return this.uploads(from, to).filter(isMissing).length;
  }

  /** Seconds until 99 in 100 visitors know that the site has their video; who gives up has waited in vain. */
  answered(from = BEGIN, to = 24): number {
    const times = this.uploads(from, to).map(
      (video) => (video.taken ?? video.at + PATIENCE) - video.at,
    );
    return quantile(times, 0.99);
  }

  /** Minutes until the last video can be watched, of those that are not lost. */
  watchable(from = BEGIN, to = 24): number {
    const videos = this.uploads(from, to).filter(
      (video) => !isMissing(video),
    );
    const times = videos.map(
      (video) => video.done.get('convert')! - video.at,
    );
    return Math.max(0, ...times) / 60;
  }

  /** The jobs that a fault hits: a tenth of the visitors saw errors, or nothing was done for forty minutes. */
  hit(fault: Fault): string[] {
    const [from, to] = FAULTS[fault];
    const within = (time: number | undefined) =>
      time !== undefined && time >= at(from) + 600 && time < at(to) - 600;
    return JOBS.filter((job) => {
      if (job === 'upload')
        return this.lost(from, to) > this.uploads(from, to).length / 10;
      if (job === 'watch') return this.#unseen.some(within);
      return !this.uploads().some(({ done }) => within(done.get(job)));
    });
  }

  /** How many jobs a fault hits beside the conversion. */
  others(fault: Fault): number {
    return this.hit(fault).filter((job) => job !== 'convert').length;
  }

  /** What CatTube promises, under a fault: what is broken of it, or that it is kept. */
  promises(fault: Fault): Record<string, string> {
    const [from, to] = FAULTS[fault];
    const lost = this.lost(from, to);
    const answered = Math.round(this.answered(from, to));
    const others = this.others(fault);
    return {
      'no upload is lost': lost === 0 ? 'kept' : `${lost} lost`,
      'an answer within 10 s': answered <= 10 ? 'kept' : `${answered} s`,
      'the other jobs go on': others === 0 ? 'kept' : `${others} of 4 do not`,
    };
  }
}

/** Whether nobody can watch a video: yet, or ever, for its visitor has gone. */
function isMissing({ taken, done }: Video): boolean {
  return taken === undefined || !done.has('convert');
}

/** The value below which that share of the numbers lies; 0 of none. */
function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
