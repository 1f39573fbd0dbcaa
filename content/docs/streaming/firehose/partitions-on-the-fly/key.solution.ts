/**
 * What is taken from a click, and the folder that it makes. A click has a
 * `session`, a `customer`, a `page` and a `country`. Analysts ask for the
 * clicks of a country.
 */
export const query = '{country: .country}';
export const prefix = 'country=!{partitionKeyFromQuery:country}/';
