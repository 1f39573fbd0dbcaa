import { SiteCopy } from './site-copy.ts';

/** How long a site takes to build. */
export interface BuildTime {
  /** Seconds for a site of one chapter, its examples already run. */
  one: number;
  /** Milliseconds that each further page takes. */
  eachPage: number;
}

const CHAPTER = 'messaging/sqs/visibility-timeout';

/** Builds a chapter once, then with many copies of it. Its examples run in the first build, which is not counted. */
export function buildTime(chapter = CHAPTER, copies = 40): BuildTime {
  const site = new SiteCopy('build');
  site.copy(`content/docs/${chapter}`, 'content/docs/a/b/page');
  site.build();
  const one = site.build();
  for (let copy = 1; copy <= copies; copy++)
    site.copy(`content/docs/${chapter}`, `content/docs/a/b/page-${copy}`);
  const many = site.build();
  return { one, eachPage: ((many - one) * 1000) / copies };
}

if (import.meta.main) console.log(buildTime());
