/** Nodes get halves, so zones have to be halves. */
export const settings = {
  inA: 5,
  inB: 5,
  crossZone: false as boolean,
};
