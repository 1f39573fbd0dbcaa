aws s3api create-bucket --bucket lake --query Location
cat > destination.json <<'END'
{
  "RoleARN": "arn:aws:iam::123456789012:role/firehose",
  "BucketARN": "arn:aws:s3:::lake",
  "BufferingHints": { "SizeInMBs": 64, "IntervalInSeconds": 60 },
  "Prefix": "customer=!{partitionKeyFromQuery:customer}/",
  "ErrorOutputPrefix": "wrong/",
  "DynamicPartitioningConfiguration": { "Enabled": true },
  "ProcessingConfiguration": {
    "Enabled": true,
    "Processors": [
      {
        "Type": "MetadataExtraction",
        "Parameters": [
          { "ParameterName": "MetadataExtractionQuery", "ParameterValue": "{customer: .customer}" },
          { "ParameterName": "JsonParsingEngine", "ParameterValue": "JQ-1.6" }
        ]
      }
    ]
  }
}
END
aws firehose create-delivery-stream --delivery-stream-name orders --query DeliveryStreamARN \
  --extended-s3-destination-configuration file://destination.json
sleep 60
# {"customer":7} and {"customer":8}, in base64
for data in eyJjdXN0b21lciI6N30K eyJjdXN0b21lciI6OH0K; do
  aws firehose put-record --delivery-stream-name orders --record Data=$data --query 'length(RecordId) > `0`'
done
sleep 120
aws s3api list-objects-v2 --bucket lake --query 'Contents[].Key' --output text
