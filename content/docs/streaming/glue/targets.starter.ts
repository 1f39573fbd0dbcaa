/**
 * What the crawler looks at. In the bucket lie `shop/orders/` and
 * `shop/returns/`, with a folder for each month. Orders and returns shall be
 * two tables, each with its months as partitions.
 */
export const s3Targets = [{ path: 's3://lake/shop/' }];
