import { minutes, type Cloud } from 'desired-capacity';

// A video takes from one to four minutes to transcode. One upload in
// fifty is corrupt: every attempt at it fails. Of the attempts at good
// ones, one in twenty fails as well, because the worker crashes.
export function createQueues(cloud: Cloud) {
  const deadLetters = cloud.sqs.createQueue('videos-dlq');
  const videos = cloud.sqs.createQueue('videos', {
    // Longer than the longest attempt, and not much longer, so that a
    // crash is soon made good.
    visibilityTimeout: minutes(5),
    // Five crashes in a row are too many to be bad luck; one is not.
    redrivePolicy: {
      deadLetterTargetArn: deadLetters.arn,
      maxReceiveCount: 5,
    },
  });
  return { videos, deadLetters };
}
