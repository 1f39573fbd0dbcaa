/** The fleet: `m7g.large`, `m7g.xlarge`, `m7g.2xlarge` or larger ones. */
export const fleet = { type: 'm7g.2xlarge', count: 2 };
