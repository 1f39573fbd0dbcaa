# Before: pipelines.setup.ts, a bucket, a role and a network
aws s3api put-object --bucket pipelines --key dags/sales.py --body sales.py --query ETag
aws mwaa create-environment --name sales --dag-s3-path dags --source-bucket-arn arn:aws:s3:::pipelines \
  --execution-role-arn "$role" --network-configuration "SubnetIds=$subnet_a,$subnet_b,SecurityGroupIds=$group"
aws mwaa get-environment --name sales --query Environment.Status
sleep 3600
aws mwaa get-environment --name sales --query Environment.Status
