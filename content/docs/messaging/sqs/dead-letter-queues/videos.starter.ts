import { minutes, type Cloud } from 'desired-capacity';

// A video takes from one to four minutes to transcode. One upload in
// fifty is corrupt: every attempt at it fails. Of the attempts at good
// ones, one in twenty fails as well, because the worker crashes.
export function createQueues(cloud: Cloud) {
  const deadLetters = cloud.sqs.createQueue('videos-dlq');
  const videos = cloud.sqs.createQueue('videos', {
    // Your turn: which attributes does this queue need?
    visibilityTimeout: minutes(1),
  });
  return { videos, deadLetters };
}
