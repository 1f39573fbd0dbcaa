reservation=$(aws ec2 create-capacity-reservation --instance-type m5.xlarge --instance-platform Linux/UNIX \
  --availability-zone us-east-1a --instance-count 2 --query CapacityReservation.CapacityReservationId --output text)
aws ec2 describe-capacity-reservations \
  --query 'CapacityReservations[].[InstanceType, TotalInstanceCount, AvailableInstanceCount, State]' --output text
aws ec2 cancel-capacity-reservation --capacity-reservation-id "$reservation"
aws ec2 describe-capacity-reservations --query 'CapacityReservations[].State'
