/**
 * How the search ranks: Pagefind's own weights. By Starlight's, which favour short pages, the reference comes after all
 * that name a method.
 */
export const RANKING = { pageLength: 0.75, termFrequency: 1, termSaturation: 1.4, termSimilarity: 1 };
