/** A web shop: what it needs comes first, what changes with each commit last. */
export const dockerfile = (source: string) => [
  { line: 'FROM node:22', megabytes: 380, seconds: 12 },
  { line: 'COPY package.json .', megabytes: 0.1, files: 'packages' },
  { line: 'RUN npm ci', megabytes: 120, seconds: 40 },
  { line: 'COPY . .', megabytes: 4, files: source },
];

/** The same, with everything copied at once. */
export const careless = (source: string) => [
  { line: 'FROM node:22', megabytes: 380, seconds: 12 },
  { line: 'COPY . .', megabytes: 4.1, files: source },
  { line: 'RUN npm ci', megabytes: 120, seconds: 40 },
];
