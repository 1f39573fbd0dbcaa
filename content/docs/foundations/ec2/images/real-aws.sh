# Before: instance.setup.ts, an instance that runs
echo 'dnf install -y nginx' > setup.sh
aws ec2 run-instances --image-id "$image" --instance-type t3.micro --user-data file://setup.sh --query 'length(Instances)'
own=$(aws ec2 create-image --instance-id "$id" --name shop-2026-11-28 --query ImageId --output text)
aws ec2 describe-images --image-ids "$own" --query 'Images[].State'
aws ec2 wait image-available --image-ids "$own"
date
aws ec2 copy-image --region eu-west-1 --source-region us-east-1 --source-image-id "$own" --name shop-2026-11-28 --query 'length(ImageId)'
aws ec2 describe-images --region eu-west-1 --owners self --query 'Images[].[Name, State]' --output text
aws ec2 deregister-image --image-id "$own" --delete-associated-snapshots
aws ec2 describe-images --owners self
