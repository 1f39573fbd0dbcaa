/** Deeper than this no JSON gets: Jackson, which AWS reads JSON with, refuses more levels. */
export const DEEPEST = 1000;
