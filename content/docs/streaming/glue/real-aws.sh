# Before: lake.setup.ts, a bucket with orders, and a database
aws glue create-crawler --name orders --role crawler --database-name shop \
  --targets '{"S3Targets":[{"Path":"s3://lake/orders/"}]}'
aws glue start-crawler --name orders
sleep 600
aws glue get-tables --database-name shop --query 'TableList[].[Name, StorageDescriptor.Columns[].Name]'
aws glue search-tables --search-text customer --query 'TableList[].Name'
