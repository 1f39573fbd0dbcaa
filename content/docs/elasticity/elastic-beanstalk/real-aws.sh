bucket=shop-versions
aws s3api create-bucket --bucket "$bucket" --query Location
echo code > shop-v1.zip
aws s3api put-object --bucket "$bucket" --key shop-v1.zip --body shop-v1.zip --query ETag
aws elasticbeanstalk create-application --application-name shop --query Application.ApplicationName
aws elasticbeanstalk create-application-version --application-name shop \
  --version-label v1 --source-bundle S3Bucket="$bucket",S3Key=shop-v1.zip --query ApplicationVersion.Status
stack=$(aws elasticbeanstalk list-available-solution-stacks --query 'SolutionStacks[0]' --output text)
aws elasticbeanstalk create-environment --application-name shop \
  --environment-name shop-web --version-label v1 --cname-prefix the-shop \
  --solution-stack-name "$stack" --query Status --option-settings \
  Namespace=aws:elasticbeanstalk:environment,OptionName=LoadBalancerType,Value=application \
  Namespace=aws:autoscaling:launchconfiguration,OptionName=IamInstanceProfile,Value=aws-elasticbeanstalk-ec2-role
sleep 900
aws elasticbeanstalk describe-environments --environment-names shop-web --query 'Environments[].[Status, Health, CNAME]' --output text
