/** What the nightly job was given. Which actions did it use? */
export const actions = ['sqs:*', 'sns:*', 'ec2:*'];
