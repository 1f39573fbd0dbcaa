/** The cheapest type that bears the work, of those that the course knows. */
export const type = 'm5.2xlarge';
