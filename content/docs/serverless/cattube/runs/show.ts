import { plot, table } from 'desired-capacity';
import { FAULTS, type Fault } from './day.ts';
import type { Report } from './report.ts';

const names = Object.keys(FAULTS) as Fault[];

/** What a site is measured by: less is better. */
const MEASURES: Record<string, (day: Report) => number> = {
  lost: (day) => day.lost(),
  answer: (day) => day.answered(),
  'idle hour': (day) => day.idle,
  radius: (day) => day.hit('converter').length,
};

/** Draws four measures of each site, each as a share of the worst. */
export function showMeasures(
  description: string,
  days: Record<string, Report>,
): void {
  const measures = Object.values(MEASURES).map((read) => {
    const most = Math.max(...Object.values(days).map(read), 1e-9);
    return (day: Report) => Math.round((read(day) / most) * 1000) / 10;
  });
  plot({
    title: 'What five architectures cost, in four ways',
    description,
    x: { label: Object.keys(MEASURES).map((name, i) => `${i + 1} ${name}`).join(' · ') }, // prettier-ignore
    y: { label: 'Of the worst of the five', unit: '%' },
    series: Object.entries(days).map(([name, day]) => ({
      name,
      style: 'bars' as const,
      points: measures.map((read, i) => [i + 1, read(day)] as const),
    })),
  });
}

/** Draws how many uploads nobody can watch, over the hours. */
export function showMissing(
  description: string,
  days: Record<string, Report>,
): void {
  plot({
    title: 'Uploads that nobody can watch',
    description,
    x: { label: 'Hour of the day', unit: 'h' },
    y: { label: 'Uploads, waiting or lost' },
    series: Object.entries(days).map(([name, { missing }]) => ({
      name,
      points: missing,
    })),
    marks: names.map((fault) => ({ x: FAULTS[fault][0], label: fault })),
  });
}

/** Sets what a site promises against what befalls it: numbers, and how many promises are kept. */
export function showPromises(day: Report): void {
  table(
    'Promises and faults',
    names.map((fault) => {
      const [from, to] = FAULTS[fault];
      const kept = Object.values(day.promises(fault)).filter(
        (text) => text === 'kept',
      );
      return {
        fault,
        'uploads lost': day.lost(from, to),
        'answer (s)': Math.round(day.answered(from, to)),
        'other jobs hit': day.others(fault),
        'promises kept': `${kept.length} of 3`,
      };
    }),
  );
}

/** One line for each site. */
export function showSites(days: Record<string, Report>): void {
  table(
    'The same day',
    Object.entries(days).map(([site, day]) => ({
      site,
      'uploads lost': day.lost(),
      'answer (s)': Math.round(day.answered() * 10) / 10,
      'last one seen (min)': Math.ceil(day.watchable()),
      'jobs hit at noon': day.hit('converter').length,
      'idle hour ($)': Math.round(day.idle * 1000) / 1000,
      'hour of the day ($)': Math.round(day.cost * 1000) / 1000,
    })),
  );
}

/** What one promise comes to at each site, under each fault. */
export function showPromise(
  promise: string,
  days: Record<string, Report>,
): void {
  table(
    promise[0]!.toUpperCase() + promise.slice(1),
    Object.entries(days).map(([site, day]) => ({
      site,
      ...Object.fromEntries(
        names.map((fault) => [fault, day.promises(fault)[promise]!]),
      ),
    })),
  );
}
