import { hours } from 'desired-capacity';

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
