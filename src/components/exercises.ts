import { exampleId } from './examples.ts';
import { firstPlace } from './moved.ts';

/** An exercise of a page. */
export interface ExerciseOnPage {
  /** Names it among all of the site: progress is kept by it. */
  id: string;
  title: string;
}

/** The exercises of a page by its text, in order. */
export function exercisesOf(page: string | undefined, text = ''): ExerciseOnPage[] {
  return [...text.matchAll(/^<Exercise\b([^>]*)>/gm)].map(([, attributes = '']) => {
    const value = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    return { id: exampleId(page, value('starter')), title: value('title') };
  });
}

/** Where an exercise stands in its page. */
export function exerciseAnchor(id: string): string {
  return `exercise-${id.replace(/.*\//, '').replace(/\.starter$/, '')}`;
}

/** The ids of a page's questions by its text, as `scripts/markdown/questions.ts` gives them. */
export function questionsOf(route: string, text = ''): string[] {
  return [...text.matchAll(/^ *<(?:Predict|Question)\b[^>]*?\bid="([^"]*)"/gm)].map(([, id]) =>
    firstPlace(`${route}#${id}`),
  );
}
