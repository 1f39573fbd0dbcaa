export const template = `{
  "customer": $input.json('$.who'),
  "articles": [#foreach($item in $input.path('$.items'))"$item.sku"#if($foreach.hasNext),#end#end],
  "count": $input.path('$.items').size()
}`;
