# Before: board.setup.ts, an application that runs
aws kinesisanalyticsv2 create-application-snapshot --application-name board2 --snapshot-name before-the-change
sleep 60
aws kinesisanalyticsv2 list-application-snapshots --application-name board2 \
  --query 'SnapshotSummaries[].[SnapshotName, SnapshotStatus]' --output text
aws kinesisanalyticsv2 stop-application --application-name board2
sleep 120
aws kinesisanalyticsv2 start-application --application-name board2 --run-configuration \
  'ApplicationRestoreConfiguration={ApplicationRestoreType=RESTORE_FROM_CUSTOM_SNAPSHOT,SnapshotName=before-the-change}'
sleep 120
aws kinesisanalyticsv2 describe-application --application-name board2 --query ApplicationDetail.ApplicationStatus
