# Before: instance.setup.ts, an instance that runs
zone=$(aws ec2 describe-instances --instance-ids "$id" --query 'Reservations[0].Instances[0].Placement.AvailabilityZone' --output text)
volume=$(aws ec2 create-volume --availability-zone "$zone" --size 50 --volume-type gp3 --query VolumeId --output text)
sleep 30
aws ec2 attach-volume --volume-id "$volume" --instance-id "$id" --device /dev/sdf --query State
aws ec2 create-snapshot --volume-id "$volume" --query State
# What is attached to nothing, and paid for all the same
aws ec2 create-volume --availability-zone "$zone" --size 8 --volume-type gp3 --query State
sleep 30
aws ec2 describe-volumes --filters Name=status,Values=available --query 'length(Volumes)'
fs=$(aws efs create-file-system --creation-token uploads --throughput-mode elastic --query FileSystemId --output text)
sleep 60
aws efs create-mount-target --file-system-id "$fs" --subnet-id "$subnet" --query LifeCycleState
aws efs put-lifecycle-configuration --file-system-id "$fs" --lifecycle-policies TransitionToIA=AFTER_30_DAYS
