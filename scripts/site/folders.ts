/** A folder of pages: a part of the course (`messaging`), or a service in it (`messaging/sqs`). */
export interface Folder {
  /** From `content/docs`, without slashes around it; empty for `content/docs` itself. */
  path: string;
  /** How a reader sees it: the `folder.name` of its index.mdx, or AWS's name of the service that is called like it. */
  name: string;
  /** Its place among its siblings, smallest first: the `folder.order` of its index.mdx. Default 0. */
  order: number;
  /** The addresses of the pages in it, in order. Those of its folders are not among them. */
  pages: string[];
  /** The folders in it, in order. */
  folders: Folder[];
}

/** An entry of Starlight's sidebar: a page's address, or a group. */
export type SidebarItem = string | { label: string; items: SidebarItem[] };

/** A folder as Starlight's sidebar lists it: its pages, then its folders. */
export function sidebarItems({ pages, folders }: Pick<Folder, 'pages' | 'folders'>): SidebarItem[] {
  return [...pages, ...folders.map((folder) => ({ label: folder.name, items: sidebarItems(folder) }))];
}

/** The folders that a page lies in, the outermost first: of `messaging/sqs/polling` Messaging and Amazon SQS. */
export function foldersAbove(page: string, { folders }: Folder): Folder[] {
  const above = folders.find(({ path }) => page === path || page.startsWith(`${path}/`));
  return above ? [above, ...foldersAbove(page, above)] : [];
}
