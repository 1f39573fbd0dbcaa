// Wanted: refunds of 100 or more, from any country but the US. An order
// without a country is wanted too. Only the source shop.orders counts.
export const pattern = {
  detail: {
    state: ['refunded'],
    total: [{ numeric: ['>', 100] }],
    country: [{ 'anything-but': 'US' }],
  },
};
