/** Records that the internet sees: a name, and an address. */
export const outside: Record<string, string> = {
  www: '192.0.2.1',
  mail: '192.0.2.25',
};

/** Records that the VPC sees. */
export const inside: Record<string, string> = {
  db: '10.0.0.20',
  www: '10.0.0.10',
  mail: '192.0.2.25',
};
