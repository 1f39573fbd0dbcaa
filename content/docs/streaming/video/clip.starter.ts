import type { VideoStream } from 'desired-capacity/kinesisvideo';

/** Hours for which the camera's stream keeps what it gets. */
export const retention = 1;

/** What was in front of the camera between two moments, in its order. */
export function clip(
  camera: VideoStream,
  from: number,
  to: number,
): unknown[] {
  const index = camera.listFragments({
    startTimestamp: from,
    endTimestamp: to,
  });
  const numbers = index.map(({ fragmentNumber }) => fragmentNumber);
  return camera
    .getMediaForFragmentList(numbers)
    .flatMap(({ frames }) => frames);
}
