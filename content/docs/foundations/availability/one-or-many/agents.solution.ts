/** Many small ones pay for many agents, few large ones for a large spare. */
export const fleet = { type: 'm7g.xlarge', count: 4 };
