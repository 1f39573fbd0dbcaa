// Reports are dear: two at once and one a second are enough. Prices are
// cheap: a hundred at once must pass. This stage treats both alike, and
// half of the prices are refused. Your turn.
export const settings = {
  '/*/*/throttling/rateLimit': 1,
  '/*/*/throttling/burstLimit': 2,
};
