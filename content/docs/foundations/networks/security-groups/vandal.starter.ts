import type { Rule } from './acl.ts';

// Everybody may ask the shop at port 80, except the vandals in
// 203.0.113.0/24. These rules keep everybody out. Your turn.
export const rules: Rule[] = [
  {
    ...{ number: 100, way: 'in', action: 'allow' },
    ...{ cidr: '0.0.0.0/0', ports: [80, 80] },
  },
  {
    ...{ number: 110, way: 'in', action: 'deny' },
    ...{ cidr: '203.0.113.0/24', ports: [80, 80] },
  },
];
