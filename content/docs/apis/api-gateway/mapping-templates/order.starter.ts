// A client sends {"who": "Anna", "items": [{"sku": "a1", "n": 2}, …]}.
// The back end wants {"customer": "Anna", "articles": ["a1", …], "count": 2}
// where count is the number of items. Write the template. Your turn.
export const template = `{
  "customer": $input.json('$.who')
}`;
