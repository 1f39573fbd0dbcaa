/** Your turn: ten targets, the same for each, and nothing between zones. */
export const settings = {
  inA: 2,
  inB: 8,
  crossZone: true as boolean,
};
