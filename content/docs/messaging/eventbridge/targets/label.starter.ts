// A machine prints labels. Wanted: the order's number as a number, the
// customer's name as `to`, the list of items. Nothing of the card.
export const inputTransformer = {
  inputPathsMap: {
    order: '$.detail.order',
    to: '$.detail.customer',
    items: '$.detail.items',
  },
  inputTemplate: `{
    "order": "<order>",
    "to": <to>,
    "items": <items>
  }`,
};
