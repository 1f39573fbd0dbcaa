/** What is to be paid for an order, and what to ship. */
export const bill = {
  QueryLanguage: 'JSONata',
  Type: 'Pass',
  Output: {
    // $sum of nothing is nothing: the list in brackets is at least empty.
    total: '{% $sum([$states.input.lines[stock].(price * pieces)]) %}',
    ship: '{% [$states.input.lines[stock].sku] %}',
  },
  End: true,
};
