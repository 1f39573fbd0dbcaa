import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';
import { z } from 'astro/zod';
import { pagesLoader } from './scripts/reference/loader.ts';

/** What the index.mdx of a folder says of the folder; `scripts/site/read-folders.ts` has the defaults. */
const folder = z.object({ name: z.string().optional(), order: z.number().optional() });

/** What a chapter says of itself at its head. */
const head = {
  /** How long it takes to read and to try. */
  minutes: z.number().int().positive().optional(),
  /** What a reader can do after it. */
  outcomes: z.array(z.string()).optional(),
  /** The addresses of the pages to know before it. */
  before: z.array(z.string()).optional(),
};

export const collections = {
  docs: defineCollection({
    loader: pagesLoader(),
    schema: docsSchema({ extend: z.object({ folder: folder.optional(), ...head }) }),
  }),
};
