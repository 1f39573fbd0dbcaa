aws s3api create-bucket --bucket lake --query Location
aws firehose create-delivery-stream --delivery-stream-name clicks --query DeliveryStreamARN --extended-s3-destination-configuration \
  "RoleARN=arn:aws:iam::123456789012:role/firehose,BucketARN=arn:aws:s3:::lake,BufferingHints={SizeInMBs=64,IntervalInSeconds=300}"
sleep 60
aws firehose describe-delivery-stream --delivery-stream-name clicks --query DeliveryStreamDescription.DeliveryStreamStatus
aws firehose put-record --delivery-stream-name clicks --record Data=Y2xpY2sK --query 'length(RecordId) > `0`'
# Nothing yet: it waits until the buffer is full, or old
aws s3api list-objects-v2 --bucket lake --query 'length(Contents || `[]`)'
sleep 310
aws s3api list-objects-v2 --bucket lake --query 'Contents[].[Key, Size]' --output text
