/** Memory optimised, Graviton, and one generation back: cheaper still. */
export const type = 'r6g.large';
