import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon EFS. */
export const breakages = {
  'has no port for NFS': {
    file: 'mount-target.ts',
    text: 'NFS_PORT = 2049',
    instead: 'NFS_PORT = 20_490',
  },
  'lives in one zone': {
    file: 'mount.ts',
    text: '!region.world.faults.link(from, network.id).up',
    instead: 'region.world.faults.active.length > 0',
  },
  'is paid as if it held 100 GiB': {
    file: 'file-system.ts',
    text: 'billed.standard / GIB]',
    instead: '100]',
  },
  'costs what gp2 costs': {
    file: 'prices.ts',
    text: "'storage, Standard', 0.3)",
    instead: "'storage, Standard', 0.1)",
  },
  'keeps files to itself': {
    file: 'file-system.ts',
    text: 'this.#files.set(path, file);',
    instead: '',
  },
} satisfies Breakages;
