# Before: board.setup.ts, a configuration
aws kinesisanalyticsv2 create-application --application-name board --runtime-environment FLINK-1_20 \
  --service-execution-role arn:aws:iam::123456789012:role/flink \
  --application-configuration file://board.json --query ApplicationDetail.ApplicationStatus
aws kinesisanalyticsv2 start-application --application-name board --run-configuration '{}'
sleep 300
aws kinesisanalyticsv2 describe-application --application-name board --query ApplicationDetail.ApplicationStatus
