import { load } from 'js-yaml';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules } from '../reference/modules.ts';
import type { Folder } from './folders.ts';

/** What a page's front matter says of its place. */
interface Place {
  path: string;
  order: number;
  folder?: { name?: string; order?: number };
}

/** The pages under `<root>/content/docs`, the home page and the page for what is not there apart. */
export function readFolders(root: string): Folder {
  const docs = join(root, 'content/docs');
  const places = globSync('**/*.{md,mdx}', { cwd: docs })
    .map((file) => placeOf(docs, file))
    .filter(({ path }) => path !== '' && path !== '404');
  return folderAt('', places, new Map(modules().map(({ slug, title }) => [slug, title])));
}

function placeOf(docs: string, file: string): Place {
  const [, text = ''] = /^---\r?\n(.*?)^---\s*$/ms.exec(readFileSync(join(docs, file), 'utf8')) ?? [];
  const data = (load(text) ?? {}) as { sidebar?: { order?: number }; folder?: Place['folder'] };
  return {
    path: file.replaceAll('\\', '/').replace(/(^|\/)index\.mdx?$|\.mdx?$/, ''),
    // As in Starlight, a page that names no place stands behind all that do.
    order: data.sidebar?.order ?? Number.MAX_VALUE,
    folder: data.folder,
  };
}

function folderAt(path: string, places: readonly Place[], services: ReadonlyMap<string, string>): Folder {
  const prefix = path && `${path}/`;
  const index = places.find((place) => place.path === path);
  const inside = places.filter((place) => place.path.startsWith(prefix));
  const children = new Set(inside.map((place) => prefix + place.path.slice(prefix.length).split('/', 1)[0]!));
  // A chapter may lie in a folder of its own, which holds no other page.
  const isFolder = (child: string) =>
    inside.some((place) => place.path.startsWith(`${child}/`) || (place.path === child && place.folder));
  const pages = inside.filter((place) => children.has(place.path) && !isFolder(place.path));
  const own = path.slice(path.lastIndexOf('/') + 1);
  return {
    path,
    name: index?.folder?.name ?? services.get(own) ?? inWords(own),
    order: index?.folder?.order ?? PARTS.indexOf(path) + 1,
    pages: [...(index ? [index] : []), ...pages].sort(byPlace).map((place) => place.path),
    folders: [...children]
      .filter(isFolder)
      .map((child) => folderAt(child, inside, services))
      .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1)),
  };
}

const byPlace = (a: Place, b: Place) => a.order - b.order || (a.path < b.path ? -1 : 1);

/** The parts of the course, in the order in which it goes. A folder that is none of them stands before. */
const PARTS = [
  'foundations',
  'elasticity',
  'load-balancing',
  'messaging',
  'serverless',
  'apis',
  'edge',
  'streaming',
  'containers',
  'architectures',
];

/** Folders whose name in words is another one. */
const WORDS: Readonly<Record<string, string>> = { apis: 'APIs' };

/** `load-balancing` as a name: Load balancing. */
function inWords(folder: string): string {
  if (WORDS[folder]) return WORDS[folder];
  return (folder.charAt(0).toUpperCase() + folder.slice(1)).replaceAll('-', ' ');
}
