import type { Rule } from './acl.ts';

// The lowest number that matches decides: the vandals come first. And
// answers go to a port that the asker has chosen.
export const rules: Rule[] = [
  {
    ...{ number: 90, way: 'in', action: 'deny' },
    ...{ cidr: '203.0.113.0/24', ports: [80, 80] },
  },
  {
    ...{ number: 100, way: 'in', action: 'allow' },
    ...{ cidr: '0.0.0.0/0', ports: [80, 80] },
  },
  {
    ...{ number: 100, way: 'out', action: 'allow' },
    ...{ cidr: '0.0.0.0/0', ports: [1024, 65535] },
  },
];
