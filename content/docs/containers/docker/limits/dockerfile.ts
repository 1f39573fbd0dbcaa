/** A small program. */
export const dockerfile = [
  { line: 'FROM alpine', megabytes: 4 },
  { line: 'COPY shop /bin/', megabytes: 8, files: 'v1' },
];
