/** Send–receive–delete cycles of one run. */
export const CYCLES = 20_000;
