# Before: shop.setup.ts, two environments of an application with two versions
aws elasticbeanstalk update-environment --environment-name shop-web --version-label v2 --query Status
sleep 600
aws elasticbeanstalk describe-events --environment-name shop-web --max-records 3 --query 'Events[].Message'
aws elasticbeanstalk describe-environments --query 'Environments[].[EnvironmentName, VersionLabel, CNAME]' --output text
aws elasticbeanstalk swap-environment-cnames \
  --source-environment-name shop-web --destination-environment-name shop-green
sleep 120
aws elasticbeanstalk describe-environments --query 'Environments[].[EnvironmentName, VersionLabel, CNAME]' --output text
