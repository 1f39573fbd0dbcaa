/** The Regions of the shop: two at most. Everybody asks the nearer one. */
export const homes = ['us-east-1', 'sa-east-1'];
