import { SiteCopy } from './site-copy.ts';

/** How long the site takes to build. */
export interface BuildTime {
  /** Seconds for the site as it is, its examples already run. */
  site: number;
  /** Milliseconds that each further page takes. */
  eachPage: number;
}

/** A chapter of middling length, with examples, diagrams and prose. */
const CHAPTER = 'content/docs/messaging/sqs/visibility-timeout';

/** Builds the site, then once more with many copies of a chapter. The first build runs the examples, and does not count. */
export function buildTime(copies = 40): BuildTime {
  const copy = new SiteCopy('build');
  copy.build();
  const site = copy.build();
  const text = copy.read(`${CHAPTER}.mdx`);
  for (let count = 1; count <= copies; count++) copy.write(`${CHAPTER}-${count}.mdx`, text);
  return { site, eachPage: ((copy.build() - site) * 1000) / copies };
}
