aws s3api create-bucket --bucket petcuddleotron-4711 --query Location
cat > public-read.json <<'END'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::petcuddleotron-4711/*"
    }
  ]
}
END
# Buckets block this, until you say otherwise
aws s3api put-bucket-policy --bucket petcuddleotron-4711 --policy file://public-read.json # exits 254
aws s3api delete-public-access-block --bucket petcuddleotron-4711
aws s3api put-bucket-policy --bucket petcuddleotron-4711 --policy file://public-read.json
aws s3api put-bucket-website --bucket petcuddleotron-4711 --website-configuration 'IndexDocument={Suffix=index.html}'
echo '<h1>Cuddles</h1>' > index.html
aws s3api put-object --bucket petcuddleotron-4711 --key index.html --body index.html --content-type text/html --query ETag
aws s3api get-bucket-website --bucket petcuddleotron-4711
