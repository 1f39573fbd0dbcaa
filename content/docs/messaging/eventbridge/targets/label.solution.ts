// A path leads to one name, and not to the object around it. Quotation
// marks make a text; without them a value stays what it was.
export const inputTransformer = {
  inputPathsMap: {
    order: '$.detail.order',
    to: '$.detail.customer.name',
    items: '$.detail.items',
  },
  inputTemplate: `{
    "order": <order>,
    "to": "<to>",
    "items": <items>
  }`,
};
