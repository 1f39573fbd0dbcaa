import { own, type Answered, type Progress } from './progress.ts';

/**
 * When a question comes back, in days after an answer. A wrong answer comes back after a day; each right one then doubles
 * the way and more, and after the third it stays away. Longer gaps between recalls make what is recalled last longer:
 * Cepeda et al., Distributed practice in verbal recall tasks (2006).
 */
export const GAPS = [1, 3, 7] as const;

/** What is kept of an answer: which gap the question stands before, if it was ever answered wrongly. */
export function answeredAgain(last: Answered | undefined, right: boolean, day: string): Answered {
  if (!right) return { day, right, gap: 0 };
  const gap = last && gapOf(last);
  if (gap === undefined) return { day, right };
  // An answer before its time, on the chapter's page, shows nothing that lasts.
  const next = day >= (dueOn(last) ?? day) ? gap + 1 : gap;
  return next < GAPS.length ? { day, right, gap: next } : { day, right };
}

/** The day from which a question is asked again, or `undefined` where it is not. */
export function dueOn(answered: Answered | undefined): string | undefined {
  // A file of progress may hold a gap that this course does not have.
  const days = GAPS[(answered && gapOf(answered)) ?? GAPS.length];
  if (days === undefined) return undefined;
  const date = new Date(answered!.day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** An answer that was kept before gaps were: a wrong one stands before the first. */
function gapOf({ gap, right }: Answered): number | undefined {
  return gap ?? (right ? undefined : 0);
}

/** A page, by its path below the site, and the ids of its questions in their order. */
export type Asking = Record<string, string[]>;

/** The questions that are due, the longest due first, those of no page left out. */
export function due(asking: Asking, { answers }: Progress, day: string): string[] {
  return Object.values(asking)
    .flat()
    .flatMap((id) => {
      const on = dueOn(own(answers, id));
      return on !== undefined && on <= day ? [{ id, on }] : [];
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map(({ id }) => id);
}

/**
 * The other questions of the pages on which a reader has answered one: those without an answer first, in the order of
 * the course, then the rest, the longest not asked first. What was answered on the day itself is left in peace.
 */
export function drawn(asking: Asking, { answers }: Progress, day: string): string[] {
  const last = (id: string): string => own(answers, id)?.day ?? '';
  return Object.values(asking)
    .filter((ids) => ids.some((id) => last(id) !== ''))
    .flat()
    .filter((id) => last(id) !== day && dueOn(own(answers, id)) === undefined)
    .sort((a, b) => (last(a) < last(b) ? -1 : last(a) > last(b) ? 1 : 0));
}

/** The next day on which something is due. */
export function nextDay(asking: Asking, { answers }: Progress): string | undefined {
  return Object.values(asking)
    .flat()
    .flatMap((id) => dueOn(own(answers, id)) ?? [])
    .sort()[0];
}
