import type { FileSystemTree } from '@webcontainer/api';

/** Paths and texts as the tree that a WebContainer mounts. */
export function treeOf(files: [path: string, text: string][]): FileSystemTree {
  const tree: FileSystemTree = {};
  for (const [path, contents] of files) {
    const folders = path.split('/');
    const name = folders.pop()!;
    let at = tree;
    for (const folder of folders) {
      at[folder] ??= { directory: {} };
      at = (at[folder] as { directory: FileSystemTree }).directory;
    }
    at[name] = { file: { contents } };
  }
  return tree;
}
