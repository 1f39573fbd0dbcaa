/** What is to be paid for an order, and what to ship. */
export const bill = {
  QueryLanguage: 'JSONata',
  Type: 'Pass',
  Output: {
    // Your turn: prices times pieces, and only what is in stock.
    total: '{% $sum($states.input.lines.price) %}',
    ship: '{% $states.input.lines.sku %}',
  },
  End: true,
};
