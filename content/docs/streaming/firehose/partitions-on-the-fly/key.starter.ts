/**
 * What is taken from a click, and the folder that it makes. A click has a
 * `session`, a `customer`, a `page` and a `country`. Analysts ask for the
 * clicks of a country.
 */
export const query = '{session: .session}';
export const prefix = 'session=!{partitionKeyFromQuery:session}/';
