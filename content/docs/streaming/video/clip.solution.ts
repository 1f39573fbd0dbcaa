import type { VideoStream } from 'desired-capacity/kinesisvideo';

/** Hours for which the camera's stream keeps what it gets. */
export const retention = 24;

/** What was in front of the camera between two moments, in its order. */
export function clip(
  camera: VideoStream,
  from: number,
  to: number,
): unknown[] {
  const index = camera.listFragments({
    type: 'PRODUCER_TIMESTAMP',
    startTimestamp: from,
    endTimestamp: to,
  });
  const numbers = index
    .sort((a, b) => a.producerTimestamp - b.producerTimestamp)
    .map(({ fragmentNumber }) => fragmentNumber);
  return camera
    .getMediaForFragmentList(numbers)
    .flatMap(({ frames }) => frames);
}
