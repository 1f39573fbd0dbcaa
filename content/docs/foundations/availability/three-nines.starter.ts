/** How many there are of each part. One of each kind is enough to work. */
export const shop = { balancers: 1, servers: 1, databases: 1 };
